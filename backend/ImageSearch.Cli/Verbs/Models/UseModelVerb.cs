using System.CommandLine;
using ImageSearch.Cli.Libraries;
using ImageSearch.Cli.Screen;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Cli.Verbs.Models;

/// <summary>Moves the library to another model, and waits until it has moved.</summary>
internal sealed class UseModelVerb : Verb
{
    private readonly Argument<string> _id = ModelsVerb.Id();
    private readonly Option<bool> _keep = new("--keep-old") { Description = "Keep the old model's index on disk, so that moving back is quick." };

    public UseModelVerb(Session session)
        : base(session, "use", "Move the library to a model, fetched first where it is not here: every picture is embedded for it.")
    {
        Add(_id);
        Add(_keep);
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var id = parsed.GetValue(_id)!;
        await using (var models = Session.OpenModels(parsed))
            await models.FindAsync(id, cancellationToken);
        await using var library = await Session.OpenAsync(parsed, cancellationToken, create: true);
        try
        {
            var job = await library.UseModelAsync(id, parsed.GetValue(_keep), cancellationToken);
            if (job.IsFetching())
            {
                job = await Session.Terminal.ShowBytesAsync(
                    id, advance => library.Jobs.FollowAsync(job, advance, Session.Clock, cancellationToken, fetch: true));
            }

            await Session.Terminal.ShowBarAsync("embedding", advance => library.Jobs.FollowAsync(job, advance, Session.Clock, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            throw new CliException(ExitCode.Cancelled, "Stopped. The library keeps its present model; the part of a file that arrived is kept.");
        }

        Session.Answer(parsed, await library.IndexAsync(cancellationToken), answer => Session.Terminal.Output.WriteLine(
            $"the library uses {SafeText.Of(answer.Model)} now; {answer.Indexed} pictures are embedded"));
        if (Session.NamesModel(parsed))
        {
            Session.Terminal.Say(
                $"imagesearch: --model or {ModelLocator.Variable} names a model, too, and would move the library back. Leave it out from now on.");
        }

        return ExitCode.Done;
    }
}
