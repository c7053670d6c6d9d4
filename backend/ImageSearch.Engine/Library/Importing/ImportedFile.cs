using ImageSearch.Engine.Storage;

namespace ImageSearch.Engine.Library.Importing;

/// <summary>What an import counts a file as.</summary>
public enum ImportOutcome
{
    Added = 0,

    /// <summary>The library has this very content from elsewhere.</summary>
    Duplicate = 1,

    /// <summary>A known file under a new path.</summary>
    Moved = 2,

    Unchanged = 3,

    /// <summary>Known from an earlier import and no longer there.</summary>
    Vanished = 4,
}

/// <summary>A file in a folder on the server as an import found it.</summary>
/// <param name="Path">Absolute, without links.</param>
/// <param name="Bytes">Its size then.</param>
/// <param name="Modified">When it had been changed last, in nanoseconds since 1970.</param>
/// <param name="Sha256">Of its content, lower-case hexadecimal.</param>
/// <param name="Reference">The library has no copy of its own: it reads this file.</param>
/// <param name="Job">The import that recorded it last, and counted it as <paramref name="Outcome"/>: taken up again, it counts the same.</param>
public sealed record ImportedFile(string Path, long Bytes, long Modified, string Sha256, bool Reference, long Job, ImportOutcome Outcome)
{
    /// <summary>Whether nothing is where it was. Of what may not be looked at, that cannot be said.</summary>
    internal bool IsGone()
    {
        try
        {
            return FileStatus.Find(Path, followLinks: false) is null;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Whether something else is where it was.</summary>
    internal bool HasChanged() => new ReferencedFile(Path, Bytes, Modified).Look() == OriginalState.Changed;
}
