using System.CommandLine;
using System.CommandLine.Parsing;
using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli;

/// <summary>Reports an error in the command line and names its help.</summary>
internal static class Misuse
{
    public static ExitCode Refuse(ParseResult parsed, Terminal terminal) =>
        Refuse(parsed, terminal, parsed.Errors.Select(error => error.Message).Distinct());

    /// <summary>Handles a command that only groups other commands and was given without one of them.</summary>
    public static ExitCode RefuseGroup(ParseResult parsed, Terminal terminal)
    {
        var names = parsed.CommandResult.Command.Subcommands.Where(inner => !inner.Hidden).Select(inner => inner.Name).ToList();
        return Refuse(parsed, terminal, [$"Say what to do: {string.Join(", ", names[..^1])} or {names[^1]}."]);
    }

    private static ExitCode Refuse(ParseResult parsed, Terminal terminal, IEnumerable<string> faults)
    {
        foreach (var fault in faults)
            terminal.Say($"imagesearch: {fault}");
        var names = new List<string>();
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as CommandResult)
            names.Insert(0, command.Command is RootCommand ? "imagesearch" : command.Command.Name);
        terminal.Say($"See {string.Join(' ', names)} --help.");
        return ExitCode.Misuse;
    }
}
