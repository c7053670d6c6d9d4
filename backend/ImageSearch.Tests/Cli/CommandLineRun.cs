using ImageSearch.Cli;
using ImageSearch.Cli.Screen;

namespace ImageSearch.Tests.Cli;

/// <summary>Runs the command line in this process: its entry point, with streams and an environment of the test's own.</summary>
internal static class CommandLineRun
{
    /// <param name="input">What the user types at the terminal; null if there is no terminal.</param>
    public static async Task<CliAnswer> RunAsync(
        IReadOnlyList<string> arguments, string? input = null, CancellationToken cancellationToken = default,
        params (string Name, string Value)[] environment)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        var terminal = new Terminal(
            output, errors, new StringReader(
                input ?? ""), outputIsTerminal: false, errorsAreTerminal: input is not null, inputIsTerminal: input is not null, plain: true);
        var variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value);
        var exitCode = await CommandLine.RunAsync(arguments, terminal, variables.GetValueOrDefault, TimeProvider.System, cancellationToken);
        return new CliAnswer(exitCode, output.ToString(), errors.ToString());
    }
}
