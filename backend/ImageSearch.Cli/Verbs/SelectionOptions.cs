using System.CommandLine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>The pictures that a verb changes: ids, a filter, or explicitly all of them.</summary>
internal sealed class SelectionOptions
{
    private readonly Argument<long[]> _ids = new("ID")
    {
        Description = "Pictures, by id.",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = Values.WholeNumbers<long>,
    };
    private readonly Option<bool> _all = new("--all") { Description = "All pictures." };
    private readonly FilterOptions _filter;

    public SelectionOptions(Command verb)
    {
        verb.Add(_ids);
        verb.Add(_all);
        _filter = new FilterOptions(verb);
    }

    /// <exception cref="CliException">Nothing is selected, or the selection is made in two ways.</exception>
    public ImageSelection Read(ParseResult parsed) =>
        Find(parsed) ?? throw new CliException(ExitCode.Misuse, "Say which pictures are meant: ids, a filter such as --category NAME, or --all.");

    /// <returns>Null if nothing is selected.</returns>
    /// <exception cref="CliException">The selection is made in two ways.</exception>
    public ImageSelection? Find(ParseResult parsed)
    {
        var ids = parsed.GetValue(_ids) ?? [];
        var filter = _filter.Read(parsed);
        return (ids.Length > 0, !filter.IsEmpty, parsed.GetValue(_all)) switch
        {
            (true, false, false) => new ImageSelection.ByIds(ids),
            (false, true, false) => new ImageSelection.ByFilter(filter),
            (false, false, true) => new ImageSelection.ByFilter(ImageFilter.All),
            (false, false, false) => null,
            _ => throw new CliException(ExitCode.Misuse, "Say which pictures are meant in one way: by ids, by a filter, or by --all."),
        };
    }
}
