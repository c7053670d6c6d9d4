using System.CommandLine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>Tries to embed failed pictures again, and waits for it.</summary>
internal sealed class RetryVerb(Session session)
    : BulkVerb(session, "retry", "Try to embed failed pictures again: all of them unless told which.")
{
    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var selection = Selection.Find(parsed) ?? new ImageSelection.ByFilter(new ImageFilter { Status = ImageStatus.Failed });
        await using var library = await Session.OpenAsync(parsed, cancellationToken);
        var bulk = await library.RetryAsync(selection, cancellationToken);
        await Session.WaitUntilEmbeddedAsync(library, cancellationToken);
        return Answer(parsed, bulk, "tried again");
    }
}
