namespace ImageSearch.Cli;

/// <summary>Ends the program. The message is a sentence or two for the user: what is wrong and what to do.</summary>
internal sealed class CliException(ExitCode exitCode, string message) : Exception(message)
{
    public ExitCode ExitCode { get; } = exitCode;
}
