namespace ImageSearch.Cli;

/// <summary>Ends the program; the message is a sentence or two for whoever started it: what is wrong and what to do.</summary>
internal sealed class CliException(ExitCode exitCode, string message) : Exception(message)
{
    public ExitCode ExitCode { get; } = exitCode;
}
