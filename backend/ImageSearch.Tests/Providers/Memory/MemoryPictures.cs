using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers.Memory;

internal sealed partial class MemoryPictures(MemoryTables tables) : IPictures
{
    private readonly string _start = Guid.NewGuid().ToString("n");

    public Task<string> StampAsync(CancellationToken cancellationToken) => tables.ReadAsync(() => $"{_start}-{tables.Revision}");

    public Task<ImageRecord?> FindAsync(long id, CancellationToken cancellationToken) =>
        tables.ReadAsync(() => tables.Images.TryGetValue(id, out var image) ? tables.Show(image) : null);

    public Task<ImageRecord?> FindByFileNameAsync(string fileName, CancellationToken cancellationToken) =>
        tables.ReadAsync(() => tables.Images.Values.Where(image => image.FileName == fileName).Select(tables.Show).SingleOrDefault());

    public Task<IReadOnlyList<ImageRecord>> FindManyAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        tables.ReadAsync<IReadOnlyList<ImageRecord>>(
            () => ids.Distinct().Where(tables.Images.ContainsKey).Select(id => tables.Show(tables.Images[id])).ToList());

    public Task<IReadOnlyDictionary<string, ImageRecord>> FindByContentAsync(
        IReadOnlyCollection<string> sha256,
        CancellationToken cancellationToken) =>
        tables.ReadAsync<IReadOnlyDictionary<string, ImageRecord>>(() => tables.Images.Values
            .Where(image => sha256.Contains(image.Sha256)).DistinctBy(image => image.Sha256).ToDictionary(image => image.Sha256, tables.Show));

    public Task<ImagePage> ListAsync(ImagePageRequest request, CancellationToken cancellationToken)
    {
        var cursor = request.Cursor is { } text ? PageCursor.Decode(text) : null;
        return tables.ReadAsync(() =>
        {
            var all = Sorted(request.Filter, request.Sort, request.Descending);
            var rest = cursor is null ? all : all.Where(image => IsAfter(image, cursor, request)).ToList();
            var page = rest.Take(request.Limit).ToList();
            var next = rest.Count > page.Count ? new PageCursor(MemoryRows.Key(page[^1], request.Sort), page[^1].Id).Encode() : null;
            return new ImagePage(page, next, all.Count);
        });
    }

    public Task<ImageLayout> LayoutAsync(
        ImageFilter filter,
        ImageSort sort,
        bool descending,
        CancellationToken cancellationToken) => tables.ReadAsync(() =>
    {
        var images = Sorted(filter, sort, descending);
        return new ImageLayout(
            images.Select(image => image.Id).ToList(),
            images.Select(image => Math.Max(1, (int)(((200L * image.Width) + image.Height) / (2L * image.Height)))).ToList());
    });

    public Task<IReadOnlyList<string>> FileNamesAsync(CancellationToken cancellationToken) =>
        tables.ReadAsync<IReadOnlyList<string>>(() => tables.Images.Values.Select(image => image.FileName).ToList());

    public Task<ImageCounts> CountsAsync(CancellationToken cancellationToken) => tables.ReadAsync(() =>
    {
        var counts = tables.Images.Values.Select(tables.Show).CountBy(image => image.Status).ToDictionary();
        return new ImageCounts(
            counts.GetValueOrDefault(ImageStatus.Indexed), counts.GetValueOrDefault(ImageStatus.Pending), counts.GetValueOrDefault(
                ImageStatus.Failed));
    });

    public Task<long> StoredBytesAsync(CancellationToken cancellationToken) =>
        tables.ReadAsync(() => tables.Images.Values.DistinctBy(image => image.Sha256).Sum(image => image.Bytes));

    public Task<IReadOnlyList<NameCount>> CategoriesAsync(CancellationToken cancellationToken) =>
        CountAsync(image => image.Category is { } category ? [category] : []);

    public Task<IReadOnlyList<NameCount>> TagsAsync(CancellationToken cancellationToken) => CountAsync(image => image.Tags);

    private Task<IReadOnlyList<NameCount>> CountAsync(Func<ImageRecord, IReadOnlyList<string>> names) => tables.ReadAsync<IReadOnlyList<NameCount>>(
        () => tables.Images.Values.SelectMany(names).CountBy(name => name).OrderBy(name => name.Key, StringComparer.Ordinal)
            .Select(name => new NameCount(name.Key, name.Value)).ToList());

    private List<ImageRecord> Sorted(ImageFilter filter, ImageSort sort, bool descending)
    {
        var images = tables.Select(new ImageSelection.ByFilter(filter));
        images.Sort((a, b) => Compare(MemoryRows.Key(a, sort), a.Id, MemoryRows.Key(b, sort), b.Id, descending));
        return images;
    }

    private static bool IsAfter(ImageRecord image, PageCursor cursor, ImagePageRequest request) =>
        Compare(MemoryRows.Key(image, request.Sort), image.Id, cursor.Key, cursor.Id, request.Descending) > 0;

    private static int Compare(string key, long id, string otherKey, long otherId, bool descending)
    {
        var order = string.CompareOrdinal(key, otherKey) is not 0 and var keys ? keys : id.CompareTo(otherId);
        return descending ? -order : order;
    }
}
