using ImageSearch.Engine.Files;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Intake.Importing;

/// <summary>How an import counts a file.</summary>
public enum ImportOutcome
{
    Added = 0,

    /// <summary>The library already has this content from another file.</summary>
    Duplicate = 1,

    /// <summary>A known file at a new path.</summary>
    Moved = 2,

    Unchanged = 3,

    /// <summary>A file of an earlier import that no longer exists.</summary>
    Vanished = 4,
}

/// <summary>A file in a folder on the server, as an import found it.</summary>
/// <param name="Path">Absolute, without links.</param>
/// <param name="Bytes">Its size at that time.</param>
/// <param name="Modified">The time of its last change, in nanoseconds since 1970.</param>
/// <param name="Sha256">Hash of its content, lower-case hexadecimal.</param>
/// <param name="Reference">Whether the library has no copy and reads this file.</param>
/// <param name="Job">The import that recorded it last and counted it as <paramref name="Outcome"/>; after a restart, the import counts it
/// in the same way.</param>
public sealed record ImportedFile(string Path, long Bytes, long Modified, string Sha256, bool Reference, long Job, ImportOutcome Outcome)
{
    /// <summary>Whether no file exists at the path. False if the path may not be examined.</summary>
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

    /// <summary>Whether the file at the path is another one.</summary>
    internal bool HasChanged() => new ReferencedFile(Path, Bytes, Modified).Look() == OriginalState.Changed;
}
