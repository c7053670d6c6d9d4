using System.CommandLine;
using System.CommandLine.Invocation;
using ImageSearch.Cli.Screen;
using ImageSearch.Cli.Verbs;
using ImageSearch.Cli.Verbs.Models;
using ImageSearch.Engine.Local.Orphans;

namespace ImageSearch.Cli;

/// <summary>The whole program: its verbs and the handling of its command line.</summary>
internal static class CommandLine
{
    // Closing a library finishes the current embeddings and writes the index.
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(20);

    private const string Description = """
        Finds pictures that look alike.

        Works on a data directory in this process, or through a running server with --server URL.

        Exit codes: 0 done; 1 something was not done, the rest was; 2 the command line is wrong; 3 no library, server or model, or not
        ready yet; 4 the data directory is in use; 130 stopped with Ctrl-C. Answers go to standard output, everything else to standard error.
        """;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Terminal terminal, Func<string, string?> environment,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var options = new GlobalOptions(environment);
        var session = new Session(terminal, options, clock);
        var root = new RootCommand(Description);
        options.AddTo(root);
        root.Add(new IndexVerb(session));
        root.Add(new ImportVerb(session));
        root.Add(new AddVerb(session));
        root.Add(new SearchVerb(session));
        root.Add(new SimilarVerb(session));
        root.Add(new ListVerb(session));
        root.Add(new CategorizeVerb(session));
        root.Add(new TagVerb(session));
        root.Add(new RenameVerb(session));
        root.Add(new DeleteVerb(session));
        root.Add(new RetryVerb(session));
        root.Add(new StatsVerb(session));
        root.Add(new ExportVerb(session));
        root.Add(new EmbedVerb(session));
        root.Add(new ModelsVerb(session));
        root.Add(new CompletionVerb(session));
        root.SetAction(parsed => (int)Misuse.RefuseGroup(parsed, terminal));

        var parsed = root.Parse(arguments);
        return parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction
            ? (int)Misuse.Refuse(parsed, terminal)
            : await InvokeAsync(parsed, terminal, cancellationToken);
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Errors,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = EndsWithin,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception exception) when (Failures.Explain(exception) is { } failure)
        {
            terminal.Say($"imagesearch: {failure.Message}");
            return (int)failure.ExitCode;
        }
    }
}
