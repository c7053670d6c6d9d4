using ImageSearch.Engine.Storage;

namespace ImageSearch.Engine.Library;

/// <summary>Whether the original that a picture refers to is where it was.</summary>
public enum OriginalState
{
    Present,

    /// <summary>Nothing is there, or it may not be looked at.</summary>
    Missing,

    /// <summary>Something else is there: the size or the time of the last change differs.</summary>
    Changed,
}

/// <summary>An original that stays where an import found it. It is only ever read.</summary>
/// <param name="Path">Absolute, without links.</param>
/// <param name="Bytes">Its size then.</param>
/// <param name="Modified">When it had been changed last, in nanoseconds since 1970.</param>
public sealed record ReferencedFile(string Path, long Bytes, long Modified)
{
    /// <summary>The first of a picture's files that is present, or else the first, as it is now; null where there is none.</summary>
    public static (string Path, OriginalState State)? Choose(IReadOnlyList<ReferencedFile> files)
    {
        foreach (var file in files)
        {
            if (file.Look() == OriginalState.Present)
                return (file.Path, OriginalState.Present);
        }

        return files is [var first, ..] ? (first.Path, first.Look()) : null;
    }

    /// <summary>As it is now.</summary>
    public OriginalState Look()
    {
        try
        {
            if (FileStatus.Find(Path, followLinks: false) is not { } now)
                return OriginalState.Missing;
            // A folder on the way that has become a link may lead anywhere, also out of what may be imported.
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
