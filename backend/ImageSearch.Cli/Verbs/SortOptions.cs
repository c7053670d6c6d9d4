using System.CommandLine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>The order of a list.</summary>
internal sealed class SortOptions
{
    private readonly Option<string> _sort = new("--sort")
    {
        Description = "What to sort by.",
        HelpName = "added|name|size",
        DefaultValueFactory = _ => "added",
    };
    private readonly Option<bool> _descending = new("--desc") { Description = "Newest, last or largest first." };

    public SortOptions(Command verb)
    {
        _sort.TakeOneOf("added", "name", "size");
        verb.Add(_sort);
        verb.Add(_descending);
    }

    public (ImageSort Sort, bool Descending) Read(ParseResult parsed) =>
        (Enum.Parse<ImageSort>(parsed.GetValue(_sort)!, ignoreCase: true), parsed.GetValue(_descending));
}
