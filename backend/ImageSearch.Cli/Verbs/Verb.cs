using System.CommandLine;

namespace ImageSearch.Cli.Verbs;

/// <summary>One verb of the program.</summary>
internal abstract class Verb : Command
{
    protected Verb(Session session, string name, string description)
        : base(name, description)
    {
        Session = session;
        SetAction(async (parsed, cancellationToken) => (int)await RunAsync(parsed, cancellationToken));
    }

    protected Session Session { get; }

    protected abstract Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken);
}
