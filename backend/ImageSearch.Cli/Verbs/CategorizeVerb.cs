using System.CommandLine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>Gives pictures a category.</summary>
internal sealed class CategorizeVerb : BulkVerb
{
    private readonly Option<string?> _to = new("--to") { Description = "The new category.", HelpName = "NAME" };
    private readonly Option<bool> _fromName = new("--from-name")
    {
        Description = "Take it out of each picture's name: t-shirt-001.jpg is a t-shirt.",
    };
    private readonly Option<bool> _none = new("--none") { Description = "Take the category away." };

    public CategorizeVerb(Session session)
        : base(session, "categorize", "Give pictures a category.")
    {
        Add(_to);
        Add(_fromName);
        Add(_none);
        Validators.Add(result =>
        {
            var given = new[] { result.GetValue(_to) is not null, result.IsOn(_fromName), result.IsOn(_none) };
            if (given.Count(one => one) != 1)
                result.AddError("Say what the category is to be: --to NAME, --from-name or --none.");
            else if (given[0] && string.IsNullOrWhiteSpace(result.GetValue(_to)))
                result.AddError("--to takes a name; --none takes the category away.");
        });
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var selection = Selection.Read(parsed);
        var category = parsed.GetValue(_none) ? null : Label.Clean(parsed.GetValue(_to));
        await using var library = await Session.OpenAsync(parsed, cancellationToken);
        var bulk = parsed.GetValue(_fromName)
            ? await library.CategorizeByNameAsync(selection, cancellationToken)
            : await library.CategorizeAsync(selection, category, cancellationToken);
        return Answer(parsed, bulk, "categorised");
    }
}
