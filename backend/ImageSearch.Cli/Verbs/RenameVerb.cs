using System.CommandLine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>Gives one picture a name, or many by a pattern.</summary>
internal sealed class RenameVerb : BulkVerb
{
    private readonly Option<string?> _to = new("--to") { Description = "The new name of one picture.", HelpName = "NAME" };
    private readonly Option<string?> _pattern = new("--pattern")
    {
        Description = "The new names of many: text with {name}, {category}, {id}, {number} or {number:3}; the extension stays.",
        HelpName = "TEXT",
    };

    private readonly Option<int> _start = new("--start")
    {
        Description = "The first number of each category.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = Values.WholeNumber(0, int.MaxValue, "--start takes a whole number, 0 or more."),
    };

    public RenameVerb(Session session)
        : base(session, "rename", "Give pictures other names.")
    {
        Add(_to);
        Add(_pattern);
        Add(_start);
        Validators.Add(result =>
        {
            if (result.GetValue(_to) is null == result.GetValue(_pattern) is null)
                result.AddError("Say what the names are to be: either --to NAME for one picture, or --pattern TEXT.");
        });
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var selection = Selection.Read(parsed);
        if (parsed.GetValue(_pattern) is { } pattern)
        {
            RenamePattern.Parse(pattern);
            await using var library = await Session.OpenAsync(parsed, cancellationToken);
            return Answer(parsed, await library.RenameAsync(selection, pattern, parsed.GetValue(_start), cancellationToken), "renamed");
        }

        return selection is ImageSelection.ByIds { Ids: { Count: 1 } ids }
            ? await RenameAsync(parsed, ids.Single(), cancellationToken)
            : throw new CliException(ExitCode.Misuse, "--to names one picture: give its id. --pattern names many.");
    }

    private async Task<ExitCode> RenameAsync(ParseResult parsed, long id, CancellationToken cancellationToken)
    {
        await using var library = await Session.OpenAsync(parsed, cancellationToken);
        var picture = await library.RenameAsync(id, parsed.GetValue(_to)!, cancellationToken);
        Session.Answer(parsed, picture, answer => Session.Terminal.Output.WriteLine($"{answer.Id} is now {Screen.SafeText.Of(answer.Name)}"));
        return ExitCode.Done;
    }
}
