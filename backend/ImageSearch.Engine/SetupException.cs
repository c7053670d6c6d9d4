namespace ImageSearch.Engine;

/// <summary>
/// The library cannot be opened with its present setup. The message is one or two sentences for the operator: what is wrong and what to do.
/// It is printed as it is, without a stack trace.
/// </summary>
public class SetupException : Exception
{
    public SetupException(string message)
        : base(message)
    {
    }

    public SetupException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>Another process has the data directory open.</summary>
public sealed class DirectoryInUseException(string directory, Exception inner)
    : SetupException(
        $"The data directory {directory} is in use by another ImageSearch process. Close the library there, or open another directory.",
        inner)
{
    public string Directory { get; } = directory;
}
