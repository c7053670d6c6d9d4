using System.CommandLine;
using ImageSearch.Engine.Library;

namespace ImageSearch.Cli.Verbs;

/// <summary>Which pictures a verb changes: ids, a filter, or expressly all of them.</summary>
internal sealed class SelectionOptions
{
    private readonly Argument<long[]> _ids = new("ID") { Description = "Pictures, by id.", Arity = ArgumentArity.ZeroOrMore, CustomParser = Values.WholeNumbers<long> };
    private readonly Option<bool> _all = new("--all") { Description = "All pictures." };
    private readonly FilterOptions _filter;

    public SelectionOptions(Command verb)
    {
        verb.Add(_ids);
        verb.Add(_all);
        _filter = new FilterOptions(verb);
    }

    /// <exception cref="CliException">Nothing chosen, or in two ways at once.</exception>
    public ImageSelection Read(ParseResult parsed) =>
        Find(parsed) ?? throw new CliException(ExitCode.Misuse, "Say which pictures are meant: ids, a filter such as --category NAME, or --all.");

    /// <returns>Null where nothing was chosen.</returns>
    /// <exception cref="CliException">Chosen in two ways at once.</exception>
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
