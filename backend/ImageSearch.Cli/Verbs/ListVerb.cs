using System.CommandLine;
using System.Globalization;
using ImageSearch.Cli.Libraries;
using ImageSearch.Cli.Screen;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>Lists pictures, a page at a time or all of them.</summary>
internal sealed class ListVerb : Verb
{
    private const int MaxLimit = 500;

    private readonly SortOptions _sort;
    private readonly FilterOptions _filter;
    private readonly Option<string?> _cursor = new("--cursor") { Description = "Where the page before ended.", HelpName = "TEXT" };
    private readonly Option<bool> _all = new("--all") { Description = "All pages." };
    private readonly Option<int> _limit = new("--limit")
    {
        Description = $"Pictures on a page, 1 to {MaxLimit}.", HelpName = "N", DefaultValueFactory = _ => 100,
        CustomParser = Values.WholeNumber(1, MaxLimit, $"--limit takes a whole number from 1 to {MaxLimit}."),
    };

    public ListVerb(Session session)
        : base(session, "list", "List pictures.")
    {
        _filter = new FilterOptions(this);
        _sort = new SortOptions(this);
        Add(_limit);
        Add(_cursor);
        Add(_all);
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var filter = _filter.Read(parsed);
        var (sort, descending) = _sort.Read(parsed);
        await using var library = await Session.OpenAsync(parsed, cancellationToken);
        var page = parsed.GetValue(_all)
            ? await AllAsync(library.PicturesAsync(filter, sort, descending, cancellationToken))
            : await library.ListAsync(
                new ImagePageRequest(filter, sort, descending, parsed.GetValue(_limit), parsed.GetValue(_cursor)), cancellationToken);
        Session.Answer(parsed, page, Write);
        return ExitCode.Done;
    }

    private static async Task<ListContract<ImageContract>> AllAsync(IAsyncEnumerable<ImageContract> pictures)
    {
        var all = await pictures.ToListAsync();
        return new ListContract<ImageContract>(all, null, all.Count);
    }

    private void Write(ListContract<ImageContract> page)
    {
        var table = new TextTable("id", "name", "category", "tags", "size", "bytes", "added", "status");
        foreach (var picture in page.Items)
        {
            table.Add(
                picture.Id.ToString(CultureInfo.InvariantCulture),
                picture.Name,
                picture.Category ?? "",
                string.Join(", ", picture.Tags),
                $"{picture.Width}x{picture.Height}",
                picture.Bytes.ToString(CultureInfo.InvariantCulture),
                picture.AddedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                picture.Problem is null ? picture.Status.ToString().ToLowerInvariant() : $"failed: {picture.Problem}");
        }

        table.WriteTo(Session.Terminal);
        Session.Terminal.Say(page.NextCursor is null ? $"{page.Total} in all" : $"{page.Total} in all; the next page: --cursor {page.NextCursor}");
    }
}
