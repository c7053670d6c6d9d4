using System.CommandLine;

namespace ImageSearch.Cli.Verbs.Models;

/// <summary>The group of the verbs for models.</summary>
internal sealed class ModelsVerb : Command
{
    public ModelsVerb(Session session)
        : base("models", "See, fetch, check, use and delete the models that embed pictures.")
    {
        Add(new ListModelsVerb(session));
        Add(new PullModelVerb(session));
        Add(new VerifyModelVerb(session));
        Add(new UseModelVerb(session));
        Add(new DeleteModelVerb(session));
        SetAction(parsed => (int)Misuse.RefuseGroup(parsed, session.Terminal));
    }

    public static Argument<string> Id() => new("ID") { Description = "The model; \"imagesearch models list\" shows which there are." };
}
