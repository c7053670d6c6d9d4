namespace ImageSearch.Engine;

/// <summary>The disk (or a quota on it) is full. Nothing of what was asked for has been kept.</summary>
public sealed class StorageFullException(Exception inner)
    : LibraryException(LibraryErrorKind.Full, "The disk that holds the data directory is full. Free some space, then try again.", "disk-full", inner)
{
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Whether a file could not be written for want of space.</summary>
    public static bool IsCauseOf(Exception exception) => exception is IOException { HResult: NoSpaceLeft or QuotaExceeded };
}
