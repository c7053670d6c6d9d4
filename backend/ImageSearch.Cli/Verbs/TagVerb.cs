using System.CommandLine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>Adds tags to pictures and removes tags.</summary>
internal sealed class TagVerb : BulkVerb
{
    private readonly Option<string[]> _add = new("--add") { Description = "Tags to add, separated by commas.", HelpName = "TAG,..." };
    private readonly Option<string[]> _remove = new("--remove") { Description = "Tags to take away, separated by commas.", HelpName = "TAG,..." };

    public TagVerb(Session session)
        : base(session, "tag", "Add tags to pictures and take tags away.")
    {
        Add(_add);
        Add(_remove);
        Validators.Add(result =>
        {
            if (TagText.Split(result.GetValue(_add)).Count + TagText.Split(result.GetValue(_remove)).Count == 0)
                result.AddError("Say which tags: --add TAG,... or --remove TAG,... or both.");
        });
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var selection = Selection.Read(parsed);
        var add = Label.CleanTags(TagText.Split(parsed.GetValue(_add)));
        var remove = Label.CleanTags(TagText.Split(parsed.GetValue(_remove)));
        await using var library = await Session.OpenAsync(parsed, cancellationToken);
        return Answer(parsed, await library.TagAsync(selection, add, remove, cancellationToken), "tagged");
    }
}
