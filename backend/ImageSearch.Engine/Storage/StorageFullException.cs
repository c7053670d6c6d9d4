using Microsoft.Data.Sqlite;

namespace ImageSearch.Engine.Storage;

/// <summary>The disk (or a quota on it) is full. Nothing of what was asked for has been kept.</summary>
public sealed class StorageFullException(Exception inner)
    : LibraryException(LibraryErrorKind.Full, "The disk that holds the data directory is full. Free some space, then try again.", "disk-full", inner)
{
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;
    private const int SqliteFull = 13;

    /// <summary>Whether <paramref name="exception"/>, from a file or from SQLite, says that the disk is full.</summary>
    public static bool IsCauseOf(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: SqliteFull } => true,
        IOException { HResult: NoSpaceLeft or QuotaExceeded } => true,
        _ => false,
    };
}
