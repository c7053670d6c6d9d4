using ImageSearch.Engine.Files;

namespace ImageSearch.Engine.Intake.Importing;

/// <summary>The folders on the server from which pictures may be imported. Links are resolved before paths are compared.</summary>
/// <param name="roots">Absolute paths; if empty, imports are turned off.</param>
/// <param name="dataDirectory">The library's own folder, which is never imported.</param>
internal sealed class ImportRoots(IEnumerable<string> roots, string dataDirectory)
{
    private readonly string[] _roots = roots.Select(Path.GetFullPath).Distinct().ToArray();

    public IReadOnlyList<ImportRoot> List() => _roots.Select(root => new ImportRoot(root, Directory.Exists(root))).ToList();

    /// <summary>Checks that a folder may be imported.</summary>
    /// <exception cref="LibraryException">The folder may not be imported, or it is not a folder; the message says what to do.</exception>
    public ImportScope Enter(string path)
    {
        if (_roots.Length == 0)
        {
            throw new LibraryException(
                LibraryErrorKind.Invalid,
                "Importing is switched off: no folder is allowed. Name one in the setting Library:ImportRoots:0 " +
                "(in the environment Library__ImportRoots__0), then open the library again.");
        }

        if (!Path.IsPathFullyQualified(path) || path.Contains('\0'))
            throw new LibraryException(LibraryErrorKind.Invalid, "A folder to import is named by its absolute path.");
        var real = _roots.Select(ForeignFile.RealPath).OfType<string>().ToList();
        var folder = ForeignFile.RealPath(path);
        // The same answer for every path outside the roots, so that it does not reveal which paths exist.
        if (!(folder is null
            ? _roots.Any(root => ForeignFile.IsWithin(Path.GetFullPath(path), root))
            : real.Any(root => ForeignFile.IsWithin(folder, root))))
        {
            throw new LibraryException(
                LibraryErrorKind.Invalid,
                $"This folder may not be imported. Choose one under {string.Join(" or ", _roots)}, or add it to the setting Library:ImportRoots.");
        }

        if (folder is null || !Directory.Exists(folder))
        {
            throw new LibraryException(
                LibraryErrorKind.Invalid,
                $"There is no folder {path} on the machine that has the library, or it may not be entered. Check that it is mounted and readable.");
        }

        var own = ForeignFile.RealPath(dataDirectory) ?? dataDirectory;
        if (ForeignFile.IsWithin(folder, own))
        {
            throw new LibraryException(
                LibraryErrorKind.Invalid,
                "This is the library's own data directory: its pictures are in the library already.");
        }

        return new ImportScope(folder, real, own);
    }
}

/// <summary>A folder from which pictures may be imported, and all folders under it.</summary>
/// <param name="Available">Whether the folder exists now.</param>
public sealed record ImportRoot(string Path, bool Available);

/// <summary>A folder to import. All paths are free of links.</summary>
/// <param name="Roots">The target of every link must be inside one of these.</param>
/// <param name="Own">The library's data directory, which is skipped.</param>
internal sealed record ImportScope(string Folder, IReadOnlyList<string> Roots, string Own)
{
    public bool Allows(string realPath) =>
        Roots.Any(root => ForeignFile.IsWithin(realPath, root)) && !ForeignFile.IsWithin(realPath, Own);
}
