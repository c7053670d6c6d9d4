using System.CommandLine;

namespace ImageSearch.Cli.Verbs;

/// <summary>A verb that changes many pictures.</summary>
internal abstract class BulkVerb : Verb
{
    protected BulkVerb(Session session, string name, string description)
        : base(session, name, description) => Selection = new SelectionOptions(this);

    protected SelectionOptions Selection { get; }

    /// <param name="participle">What was done to the pictures: "deleted".</param>
    protected ExitCode Answer(ParseResult parsed, BulkContract bulk, string participle)
    {
        Session.Answer(parsed, bulk, answer => Session.Terminal.Output.WriteLine($"{answer.Changed} {participle}"));
        if (bulk.Missing == 0)
            return ExitCode.Done;
        Session.Terminal.Say($"imagesearch: {bulk.Missing} of the ids given belong to no picture. \"imagesearch list\" shows the existing ones.");
        return ExitCode.PartlyFailed;
    }
}
