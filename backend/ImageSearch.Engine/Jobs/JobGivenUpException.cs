namespace ImageSearch.Engine.Jobs;

/// <summary>
/// Work that the service began by itself cannot be done. Its job ends as cancelled, with the message as the reason; it does not count as a
/// failure that needs attention.
/// </summary>
public sealed class JobGivenUpException(string message, Exception? innerException = null) : Exception(message, innerException);
