using System.CommandLine;
using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli.Verbs.Models;

/// <summary>Checks a model's file.</summary>
internal sealed class VerifyModelVerb : Verb
{
    private readonly Argument<string> _id = ModelsVerb.Id();

    public VerifyModelVerb(Session session)
        : base(session, "verify", "Check that a model's file is what models.json says.") => Add(_id);

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var models = Session.OpenModels(parsed);
        var verification = await models.VerifyAsync(parsed.GetValue(_id)!, cancellationToken);
        Session.Answer(parsed, verification, Write);
        return verification.Sound ? ExitCode.Done : ExitCode.PartlyFailed;
    }

    private void Write(ModelVerificationContract verification)
    {
        var path = SafeText.Of(verification.Path);
        Session.Terminal.Output.WriteLine(verification.Sound
            ? $"{path} is sound"
            : $"{path} is not the file that models.json describes: its sha256 is {SafeText.Of(verification.Sha256)}. "
                + "Delete it, then fetch it again.");
    }
}
