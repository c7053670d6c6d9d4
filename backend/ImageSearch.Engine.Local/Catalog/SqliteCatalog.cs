using System.Globalization;
using Dapper;
using ImageSearch.Engine.Pictures;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Engine.Local.Catalog;

/// <summary>The catalogue in SQLite. This part reads, SqliteCatalog.Changes.cs writes.</summary>
internal sealed partial class SqliteCatalog(CatalogDatabase database, TimeProvider clock) : IPictures
{
    private readonly string _start = Guid.NewGuid().ToString("n");

    public Task<string> StampAsync(CancellationToken cancellationToken) =>
        Task.FromResult(string.Create(CultureInfo.InvariantCulture, $"{_start}-{database.Revision}"));

    public Task<ImageRecord?> FindAsync(long id, CancellationToken cancellationToken) => FindOneAsync("id = @id", new { id }, cancellationToken);

    public Task<ImageRecord?> FindByFileNameAsync(string fileName, CancellationToken cancellationToken) =>
        FindOneAsync("filename = @fileName", new { fileName }, cancellationToken);

    public async Task<IReadOnlyList<ImageRecord>> FindManyAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        var found = await database.ReadAsync(
            connection => Select(connection, SelectionSql.Of(new ImageSelection.ByIds(ids)))
                .ToDictionary(image => image.Id), cancellationToken).ConfigureAwait(false);
        return ids.Distinct().Where(found.ContainsKey).Select(id => found[id]).ToList();
    }

    public Task<IReadOnlyDictionary<string, ImageRecord>> FindByContentAsync(
        IReadOnlyCollection<string> sha256, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<string, ImageRecord>>(
            connection => Select(
                connection,
                new SelectionSql().With(
                    "id IN (SELECT min(id) FROM images WHERE sha256 IN (SELECT value FROM json_each(@sha256)) GROUP BY sha256)",
                    "sha256",
                    SelectionSql.JsonArray(sha256))).ToDictionary(image => image.Sha256),
            cancellationToken);

    public Task<IReadOnlySet<string>> NamedContentsAsync(IReadOnlyCollection<string> sha256, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlySet<string>>(connection => NamedContents(connection, sha256), cancellationToken);

    /// <summary>Those of these contents that some picture has, by the index of contents: fast, and wrong where that index is damaged.</summary>
    public IReadOnlySet<string> ContentsAmong(IEnumerable<string> sha256) => database.Read(connection => ContentsAmong(connection, sha256, "images"));

    public Task<ImagePage> ListAsync(ImagePageRequest request, CancellationToken cancellationToken)
    {
        var (column, direction, comparison) = Order(request.Sort, request.Descending);
        var counted = SelectionSql.Of(request.Filter);
        var paged = SelectionSql.Of(request.Filter);
        if (request.Cursor is { } text)
        {
            var cursor = PageCursor.Decode(text);
            paged.With($"({column}, id) {comparison} (@key, @id)", "key", request.Sort == ImageSort.Name ? cursor.Key : Number(cursor.Key));
            paged.Parameters.Add("id", cursor.Id);
        }

        paged.Parameters.Add("limit", request.Limit + 1);
        return database.ReadAsync(Page, cancellationToken);

        ImagePage Page(SqliteConnection connection)
        {
            var items = connection.Query<ImageRow>(
                $"SELECT {ImageRow.Columns} FROM images WHERE {paged.Where} ORDER BY {column} {direction}, id {direction} LIMIT @limit",
                paged.Parameters).Select(row => row.ToRecord()).ToList();
            var total = connection.ExecuteScalar<long>($"SELECT count(*) FROM images WHERE {counted.Where}", counted.Parameters);
            if (items.Count <= request.Limit)
                return new ImagePage(items, null, total);
            items.RemoveAt(request.Limit);
            return new ImagePage(items, CursorAfter(items[^1], request.Sort).Encode(), total);
        }
    }

    public async Task<ImageLayout> LayoutAsync(ImageFilter filter, ImageSort sort, bool descending, CancellationToken cancellationToken)
    {
        var (column, direction, _) = Order(sort, descending);
        var selection = SelectionSql.Of(filter);
        var rows = await database.ReadAsync(
            connection => connection.Query<(long Id, int Aspect)>(
                $"SELECT id, max(1, (200 * width + height) / (2 * height)) FROM images WHERE {selection.Where} ORDER BY {column} "
                    + $"{direction}, id {direction}",
                selection.Parameters).AsList(),
            cancellationToken).ConfigureAwait(false);
        return new ImageLayout(rows.Select(row => row.Id).ToArray(), rows.Select(row => row.Aspect).ToArray());
    }

    public Task<IReadOnlyList<string>> FileNamesAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<string>>(
        connection => connection.Query<string>("SELECT filename FROM images ORDER BY id").AsList(), cancellationToken);

    /// <summary>The ids of the indexed pictures that pass <paramref name="filter"/>, ascending.</summary>
    public Task<long[]> IndexedIdsAsync(ImageFilter filter, CancellationToken cancellationToken)
    {
        var selection = SelectionSql.Of(filter).With(ImageStatus.Indexed);
        return database.ReadAsync(
            connection => connection.Query<long>($"SELECT id FROM images WHERE {selection.Where} ORDER BY id", selection.Parameters)
                .ToArray(), cancellationToken);
    }

    public async Task<ImageCounts> CountsAsync(CancellationToken cancellationToken)
    {
        var (total, indexed, failed) = await database.ReadAsync(
            connection => connection.QuerySingle<(long, long, long)>(
                $"""
                SELECT (SELECT count(*) FROM images),
                    (SELECT count(*) FROM embeddings WHERE space = {SqliteEmbeddings.Shown} AND state IN (1, 3)),
                    (SELECT count(*) FROM embeddings WHERE space = {SqliteEmbeddings.Shown} AND state = 2)
                """),
            cancellationToken).ConfigureAwait(false);
        return new ImageCounts(indexed, total - indexed - failed, failed);
    }

    public Task<long> StoredBytesAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.ExecuteScalar<long>("SELECT coalesce(sum(bytes), 0) FROM (SELECT max(bytes) AS bytes FROM images GROUP BY sha256)"),
        cancellationToken);

    public Task<IReadOnlyList<NameCount>> CategoriesAsync(CancellationToken cancellationToken) => NamesAsync(
        "SELECT category AS Name, count(*) AS Count FROM images WHERE category IS NOT NULL GROUP BY category ORDER BY category", cancellationToken);

    public Task<IReadOnlyList<NameCount>> TagsAsync(CancellationToken cancellationToken) =>
        NamesAsync("SELECT tag AS Name, count(*) AS Count FROM image_tags GROUP BY tag ORDER BY tag", cancellationToken);

    // Without an index SQLite reads the whole table: a bit that flipped in the index must not cost an original.
    private static HashSet<string> NamedContents(SqliteConnection connection, IReadOnlyCollection<string> sha256)
    {
        var named = ContentsAmong(connection, sha256, "images");
        var others = sha256.Where(content => !named.Contains(content)).ToList();
        if (others.Count > 0)
            named.UnionWith(ContentsAmong(connection, others, "images NOT INDEXED"));
        return named;
    }

    private static HashSet<string> ContentsAmong(SqliteConnection connection, IEnumerable<string> sha256, string source) => connection.Query<string>(
        $"SELECT DISTINCT sha256 FROM {source} WHERE sha256 IN (SELECT value FROM json_each(@contents))",
        new { contents = SelectionSql.JsonArray(sha256) }).ToHashSet();

    /// <summary>Part of a transaction.</summary>
    public static List<ImageRecord> Select(SqliteConnection connection, SelectionSql selection) =>
        connection.Query<ImageRow>($"SELECT {ImageRow.Columns} FROM images WHERE {selection.Where}", selection.Parameters)
            .Select(row => row.ToRecord()).ToList();

    private static (string Column, string Direction, string Comparison) Order(ImageSort sort, bool descending)
    {
        var column = sort switch
        {
            ImageSort.Added => "added_at",
            ImageSort.Name => "name_key",
            ImageSort.Size => "bytes",
            _ => throw new ArgumentOutOfRangeException(nameof(sort)),
        };
        return descending ? (column, "DESC", "<") : (column, "ASC", ">");
    }

    private static PageCursor CursorAfter(ImageRecord image, ImageSort sort) => sort switch
    {
        ImageSort.Added => new PageCursor(image.AddedAt.ToUnixTimeMilliseconds().ToString(), image.Id),
        ImageSort.Name => new PageCursor(ImageName.Fold(image.Name), image.Id),
        _ => new PageCursor(image.Bytes.ToString(), image.Id),
    };

    private static object Number(string key) => long.TryParse(key, out var number) ? number : throw ImagePageRequest.ForeignCursor();

    private Task<ImageRecord?> FindOneAsync(string condition, object parameters, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.QuerySingleOrDefault<ImageRow>($"SELECT {ImageRow.Columns} FROM images WHERE {condition}", parameters)?.ToRecord(),
        cancellationToken);

    // By way of a tuple: where there is no row, SQLite knows no type for count(*) and a record's constructor would not fit.
    private Task<IReadOnlyList<NameCount>> NamesAsync(string sql, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<NameCount>>(
        connection => connection.Query<(string Name, long Count)>(sql).Select(row => new NameCount(row.Name, row.Count)).ToList(), cancellationToken);
}
