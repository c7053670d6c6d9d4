using ImageSearch.Engine.Files;

namespace ImageSearch.Engine.Intake.Importing;

/// <summary>A regular file to import.</summary>
/// <param name="Path">The path without links.</param>
/// <param name="FoundAt">The path inside the imported folder: the same path, or that of a link to the file.</param>
internal sealed record FoundFile(string Path, string FoundAt, FileStatus Status)
{
    /// <summary>Examines a path without opening the file.</summary>
    /// <returns>Null for anything that is not a file (a pipe, a socket, a device), and for a link to a file that the import finds
    /// anyway.</returns>
    /// <exception cref="IOException">The file cannot be imported; the message says why.</exception>
    public static FoundFile? Look(string path, ImportScope scope, bool recursive)
    {
        var status = FileStatus.Find(path, followLinks: false)
            ?? throw new IOException(path.Contains('\uFFFD')
                ? "The name of this file is not valid UTF-8. Rename it, then import again."
                : "The file disappeared during the import.");
        if (status.Kind == FileKind.Regular)
            return new FoundFile(path, path, status);
        if (status.Kind != FileKind.Link)
            return null;

        var real = ForeignFile.RealPath(path)
            ?? throw new IOException("This link is broken or circular, or its target cannot be read by the service.");
        if (!scope.Allows(real))
            throw new IOException("This link leads out of the folders that may be imported (Library:ImportRoots).");
        var metByItself = recursive ? ForeignFile.IsWithin(real, scope.Folder) : System.IO.Path.GetDirectoryName(real) == scope.Folder;
        return !metByItself && FileStatus.Find(real, followLinks: false) is { Kind: FileKind.Regular } target
            ? new FoundFile(real, path, target)
            : null;
    }
}
