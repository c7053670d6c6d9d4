using ImageSearch.Engine.Files;

namespace ImageSearch.Engine.Pictures;

/// <summary>The state of an original that a picture refers to.</summary>
public enum OriginalState
{
    Present,

    /// <summary>No file exists, or it may not be examined.</summary>
    Missing,

    /// <summary>Another file exists: its size or the time of its last change differs.</summary>
    Changed,
}

/// <summary>An original that stays where an import found it. The library only reads it.</summary>
/// <param name="Path">Absolute, without links.</param>
/// <param name="Bytes">Its size at the import.</param>
/// <param name="Modified">The time of its last change at the import, in nanoseconds since 1970.</param>
public sealed record ReferencedFile(string Path, long Bytes, long Modified)
{
    /// <summary>
    /// The first of a picture's files that is present, or otherwise the first file, with its state; null if the list is empty.
    /// </summary>
    public static (string Path, OriginalState State)? Choose(IReadOnlyList<ReferencedFile> files)
    {
        foreach (var file in files)
        {
            if (file.Look() == OriginalState.Present)
                return (file.Path, OriginalState.Present);
        }

        return files is [var first, ..] ? (first.Path, first.Look()) : null;
    }

    /// <summary>Examines the file.</summary>
    public OriginalState Look()
    {
        try
        {
            if (FileStatus.Find(Path, followLinks: false) is not { } now)
                return OriginalState.Missing;
            // If a folder of the path has become a link, it may lead anywhere, even outside the folders that may be imported.
            return now == new FileStatus(FileKind.Regular, Bytes, Modified) && ForeignFile.RealPath(Path) == Path
                ? OriginalState.Present
                : OriginalState.Changed;
        }
        catch (IOException)
        {
            return OriginalState.Missing;
        }
    }
}
