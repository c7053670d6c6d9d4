namespace ImageSearch.Engine.Jobs;

/// <summary>
/// Work that the service began by itself cannot be done: its job ends as cancelled, with the message as the reason, and is no failure
/// that somebody has to look at.
/// </summary>
public sealed class JobGivenUpException(string message, Exception? innerException = null) : Exception(message, innerException);
