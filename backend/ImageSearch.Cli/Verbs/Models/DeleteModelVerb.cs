using System.CommandLine;
using ImageSearch.Cli.Libraries;
using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli.Verbs.Models;

/// <summary>Deletes a model's file that was fetched.</summary>
internal sealed class DeleteModelVerb : Verb
{
    private readonly Argument<string> _id = ModelsVerb.Id();

    public DeleteModelVerb(Session session)
        : base(session, "delete", "Delete a model's file that was fetched, unless the library needs it.") => Add(_id);

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var id = parsed.GetValue(_id)!;
        await using var models = Session.OpenModels(parsed);
        await models.DeleteAsync(id, cancellationToken);
        Session.Answer(parsed, await models.FindAsync(id, cancellationToken), answer =>
            Session.Terminal.Output.WriteLine($"{SafeText.Of(answer.Id)} is deleted"));
        return ExitCode.Done;
    }
}
