using Dapper;
using ImageSearch.Engine.Library;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Engine.Storage;

/// <summary>Changes to many pictures, each one transaction.</summary>
internal sealed partial class SqliteCatalog
{
    public Task<BulkResult> CategorizeAsync(ImageSelection selection, string? category, CancellationToken cancellationToken) =>
        BulkAsync(
            selection,
            (connection, matching, parameters) =>
            {
                parameters.Add("newCategory", category);
                return connection.Execute($"UPDATE images SET category = @newCategory WHERE {matching}", parameters);
            },
            cancellationToken);

    public Task<BulkResult> CategorizeByNameAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        BulkAsync(
            selection,
            (connection, matching, parameters) =>
            {
                var named = connection.Query<(long Id, string Name)>($"SELECT id, name FROM images WHERE {matching}", parameters)
                    .Select(row => (row.Id, Category: NameCategory.Of(row.Name))).Where(row => row.Category is not null).ToList();
                foreach (var (id, category) in named)
                    connection.Execute("UPDATE images SET category = @category WHERE id = @id", new { id, category });
                return named.Count;
            },
            cancellationToken);

    public Task<BulkResult> RenameAsync(ImageSelection selection, RenamePattern pattern, int start, CancellationToken cancellationToken) =>
        BulkAsync(
            selection,
            (connection, matching, parameters) =>
            {
                var rows = connection.Query<(long Id, string Name, string? Category)>(
                    $"SELECT id, name, category FROM images WHERE {matching} ORDER BY id", parameters).AsList();
                var next = new Dictionary<string, int>(StringComparer.Ordinal);
                foreach (var (id, name, category) in InOrder(rows, selection))
                {
                    var number = next.GetValueOrDefault(category ?? "", start);
                    next[category ?? ""] = number + 1;
                    Rename(connection, id, ImageName.Clean(pattern.NameOf(id, name, category, number), fallback: name));
                }

                return rows.Count;
            },
            cancellationToken);

    public Task<BulkResult> TagAsync(
        ImageSelection selection, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken) =>
        BulkAsync(
            selection,
            (connection, matching, parameters) =>
            {
                var ids = connection.Query<long>($"SELECT id FROM images WHERE {matching}", parameters).AsList();
                foreach (var id in ids)
                {
                    connection.Execute(
                        "DELETE FROM image_tags WHERE image_id = @id AND tag IN (SELECT value FROM json_each(@remove))",
                        new { id, remove = SelectionSql.JsonArray(remove) });
                    InsertTags(connection, id, add);
                    var count = connection.ExecuteScalar<int>("SELECT count(*) FROM image_tags WHERE image_id = @id", new { id });
                    if (count > Label.MaxTags)
                        throw new LibraryException(LibraryErrorKind.Invalid, $"Picture {id} would carry {count} tags; {Label.MaxTags} are allowed.");
                }

                return ids.Count;
            },
            cancellationToken);

    public Task<BulkResult> RetryAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        BulkAsync(
            selection,
            (connection, matching, parameters) => connection.Execute(
                $"UPDATE images SET status = 0, problem = NULL, queued = 1, attempts = 0 WHERE status = 2 AND {matching}", parameters),
            cancellationToken);

    private static IEnumerable<(long Id, string Name, string? Category)> InOrder(
        List<(long Id, string Name, string? Category)> rows, ImageSelection selection)
    {
        if (selection is not ImageSelection.ByIds(var ids))
            return rows;
        var byId = rows.ToDictionary(row => row.Id);
        return ids.Distinct().Where(byId.ContainsKey).Select(id => byId[id]);
    }

    private static int Missing(ImageSelection selection, int found) =>
        selection is ImageSelection.ByIds(var ids) ? ids.Distinct().Count() - found : 0;

    private Task<BulkResult> BulkAsync(
        ImageSelection selection, Func<SqliteConnection, string, DynamicParameters, int> apply, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var matching = SelectionSql.Of(selection);
                var found = connection.ExecuteScalar<int>($"SELECT count(*) FROM images WHERE {matching.Where}", matching.Parameters);
                var changed = apply(connection, matching.Where, matching.Parameters);
                return new BulkResult(changed, Missing(selection, found));
            },
            cancellationToken);
}
