using Dapper;
using ImageSearch.Engine.Library;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Engine.Storage;

/// <summary>The catalogue in SQLite. This part reads; SqliteCatalog.Changes.cs and SqliteCatalog.Bulk.cs write.</summary>
internal sealed partial class SqliteCatalog(CatalogDatabase database, TimeProvider clock) : ICatalog
{
    public long Revision => database.Revision;

    public ImageRecord? Find(long id) => FindOne("id = @id", new { id });

    public ImageRecord? FindByFileName(string fileName) => FindOne("filename = @fileName", new { fileName });

    public IReadOnlyList<ImageRecord> FindMany(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0)
            return [];
        var found = database.Read(connection => Select(connection, SelectionSql.Of(new ImageSelection.ByIds(ids))))
            .ToDictionary(image => image.Id);
        return ids.Distinct().Where(found.ContainsKey).Select(id => found[id]).ToList();
    }

    public IReadOnlyDictionary<string, ImageRecord> FindByContent(IReadOnlyCollection<string> sha256) =>
        database.Read(connection => Select(
                connection,
                new SelectionSql().With(
                    "id IN (SELECT min(id) FROM images WHERE sha256 IN (SELECT value FROM json_each(@sha256)) GROUP BY sha256)",
                    "sha256",
                    SelectionSql.JsonArray(sha256))))
            .ToDictionary(image => image.Sha256);

    public IReadOnlySet<string> ContentsAmong(IEnumerable<string> sha256) => database.Read(connection => ContentsAmong(connection, sha256, "images"));

    public IReadOnlySet<string> NamedContents(IReadOnlyCollection<string> sha256) => database.Read(connection => NamedContents(connection, sha256));

    public ImagePage List(ImagePageRequest request)
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
        return database.Read(connection =>
        {
            var items = connection.Query<ImageRow>(
                $"SELECT {ImageRow.Columns} FROM images WHERE {paged.Where} ORDER BY {column} {direction}, id {direction} LIMIT @limit",
                paged.Parameters).Select(row => row.ToRecord()).ToList();
            var total = connection.ExecuteScalar<long>($"SELECT count(*) FROM images WHERE {counted.Where}", counted.Parameters);
            if (items.Count <= request.Limit)
                return new ImagePage(items, null, total);
            items.RemoveAt(request.Limit);
            return new ImagePage(items, CursorAfter(items[^1], request.Sort).Encode(), total);
        });
    }

    public ImageLayout Layout(ImageFilter filter, ImageSort sort, bool descending)
    {
        var (column, direction, _) = Order(sort, descending);
        var selection = SelectionSql.Of(filter);
        var rows = database.Read(connection => connection.Query<(long Id, int Aspect)>(
            $"SELECT id, max(1, (200 * width + height) / (2 * height)) FROM images WHERE {selection.Where} ORDER BY {column} {direction}, id {direction}",
            selection.Parameters).AsList());
        return new ImageLayout(rows.Select(row => row.Id).ToArray(), rows.Select(row => row.Aspect).ToArray());
    }

    public IReadOnlyList<string> FileNames() =>
        database.Read(connection => connection.Query<string>("SELECT filename FROM images ORDER BY id").AsList());

    public long[] IndexedIds(ImageFilter filter)
    {
        var selection = SelectionSql.Of(filter).With("status = 1");
        return database.Read(connection =>
            connection.Query<long>($"SELECT id FROM images WHERE {selection.Where} ORDER BY id", selection.Parameters).ToArray());
    }

    public ImageCounts Counts()
    {
        var counts = database.Read(connection =>
            connection.Query<(long Status, long Count)>("SELECT status, count(*) FROM images GROUP BY status").ToDictionary(row => (ImageStatus)row.Status, row => row.Count));
        return new ImageCounts(
            counts.GetValueOrDefault(ImageStatus.Indexed),
            counts.GetValueOrDefault(ImageStatus.Pending),
            counts.GetValueOrDefault(ImageStatus.Failed));
    }

    public long StoredBytes() => database.Read(connection =>
        connection.ExecuteScalar<long>("SELECT coalesce(sum(bytes), 0) FROM (SELECT max(bytes) AS bytes FROM images GROUP BY sha256)"));

    public IReadOnlyList<NameCount> Categories() => Names(
        "SELECT category AS Name, count(*) AS Count FROM images WHERE category IS NOT NULL GROUP BY category ORDER BY category");

    public IReadOnlyList<NameCount> Tags() => Names("SELECT tag AS Name, count(*) AS Count FROM image_tags GROUP BY tag ORDER BY tag");

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

    private static List<ImageRecord> Select(SqliteConnection connection, SelectionSql selection) =>
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

    private ImageRecord? FindOne(string condition, object parameters) => database.Read(connection =>
        connection.QuerySingleOrDefault<ImageRow>($"SELECT {ImageRow.Columns} FROM images WHERE {condition}", parameters)?.ToRecord());

    // By way of a tuple: where there is no row, SQLite knows no type for count(*) and a record's constructor would not fit.
    private List<NameCount> Names(string sql) => database.Read(connection =>
        connection.Query<(string Name, long Count)>(sql).Select(row => new NameCount(row.Name, row.Count)).ToList());
}
