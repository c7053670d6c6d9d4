using System.CommandLine;
using ImageSearch.Cli.Libraries;
using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli.Verbs.Models;

/// <summary>Fetches a model's file.</summary>
internal sealed class PullModelVerb : Verb
{
    private readonly Argument<string> _id = ModelsVerb.Id();

    public PullModelVerb(Session session)
        : base(session, "pull", "Fetch a model's file, from where an earlier attempt was interrupted.") => Add(_id);

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var id = parsed.GetValue(_id)!;
        await using var models = Session.OpenModels(parsed);
        try
        {
            var model = await Session.Terminal.ShowBytesAsync(id, async advance =>
            {
                await models.PullAsync(id, advance, cancellationToken);
                return await models.FindAsync(id, cancellationToken);
            });
            Session.Answer(
                parsed, model, answer => Session.Terminal.Output.WriteLine($"{SafeText.Of(answer.Id)} is here: {SafeText.Of(answer.Path)}"));
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            throw new CliException(ExitCode.Cancelled, "Stopped. The part that arrived is kept; the same command fetches the rest.");
        }
    }
}
