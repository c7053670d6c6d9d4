using Dapper;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Engine.Local.Catalog;

internal sealed partial class SqliteCatalog
{
    public Task<IReadOnlyList<ImageRecord>> AddAsync(IReadOnlyList<NewImage> images, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<ImageRecord>>(
            connection =>
            {
                var ids = images.Select(image => Insert(connection, image)).ToList();
                var rows = Select(connection, SelectionSql.Of(new ImageSelection.ByIds(ids))).ToDictionary(row => row.Id);
                return ids.Select(id => rows[id]).ToList();
            },
            cancellationToken);

    public Task<BulkResult> EditAsync(
        ImageSelection selection, Func<IReadOnlyList<ImageLabels>, IReadOnlyList<ImageEdit>> edit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var matching = SelectionSql.Of(selection);
                var images = connection.Query<(long Id, string Name, string? Category, string? Tags)>(
                    $"SELECT id, name, category, {ImageRow.JoinedTags} FROM images WHERE {matching.Where} ORDER BY id", matching.Parameters)
                    .Select(row => new ImageLabels(row.Id, row.Name, row.Category, ImageRow.SplitTags(row.Tags))).ToList();
                var edits = edit(images);
                Categorize(connection, edits);
                foreach (var (id, change) in edits)
                {
                    if (change.Name is { } name)
                        Rename(connection, id, name);
                    if (change.Tags is not { } tags)
                        continue;
                    connection.Execute("DELETE FROM image_tags WHERE image_id = @id", new { id });
                    InsertTags(connection, id, tags);
                }

                return new BulkResult(edits.Count, Missing(selection, images.Count));
            },
            cancellationToken);

    public Task<BulkResult> RetryAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var matching = SelectionSql.Of(selection);
                var found = connection.ExecuteScalar<int>($"SELECT count(*) FROM images WHERE {matching.Where}", matching.Parameters);
                var changed = connection.Execute(
                    $"""
                    UPDATE embeddings SET state = 0, problem = NULL, attempts = 0
                    WHERE space = {SqliteEmbeddings.Shown} AND state = 2 AND image IN (SELECT id FROM images WHERE {matching.Where})
                    """,
                    matching.Parameters);
                return new BulkResult(changed, Missing(selection, found));
            },
            cancellationToken);

    /// <summary>Removes rows. The answer names the contents that no row has any more.</summary>
    public Task<Removal> RemoveAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var matching = SelectionSql.Of(selection);
                var rows = connection.Query<(long Id, string Sha256, string Format)>(
                    $"SELECT id, sha256, format FROM images WHERE {matching.Where}", matching.Parameters).AsList();
                var ids = rows.Select(row => row.Id).ToList();
                connection.Execute("DELETE FROM images WHERE id IN (SELECT value FROM json_each(@ids))", new { ids = SelectionSql.JsonArray(ids) });
                var kept = NamedContents(connection, rows.Select(row => row.Sha256).Distinct().ToList());
                var orphans = rows.Where(row => !kept.Contains(row.Sha256))
                    .Select(row => (row.Sha256, new ImageRow { Format = row.Format }.ParsedFormat)).Distinct().ToList();
                connection.Execute(
                    "DELETE FROM import_files WHERE sha256 IN (SELECT value FROM json_each(@gone))",
                    new { gone = SelectionSql.JsonArray(orphans.Select(orphan => orphan.Sha256)) });
                return new Removal(new BulkResult(rows.Count, Missing(selection, rows.Count)), ids, orphans);
            },
            cancellationToken);

    private static void Rename(SqliteConnection connection, long id, string name) => connection.Execute(
        "UPDATE images SET name = @name, name_key = @key, filename = @fileName WHERE id = @id",
        new { id, name, key = ImageName.Fold(name), fileName = FreeFileName(connection, name, id) });

    private static string FreeFileName(SqliteConnection connection, string name, long id) => ImageName.FileNames(name, id).First(candidate =>
        !connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM images WHERE filename = @candidate AND id <> @id)", new { candidate, id }));

    // Many pictures get the same category, as a rule: one statement for each category.
    private static void Categorize(SqliteConnection connection, IReadOnlyList<ImageEdit> edits)
    {
        foreach (var group in edits.Where(edit => edit.Change.Category is not null).GroupBy(edit => edit.Change.Category, StringComparer.Ordinal))
        {
            connection.Execute(
                "UPDATE images SET category = nullif(@category, '') WHERE id IN (SELECT value FROM json_each(@ids))",
                new { category = group.Key, ids = SelectionSql.JsonArray(group.Select(edit => edit.Id)) });
        }
    }

    private static int Missing(ImageSelection selection, int found) =>
        selection is ImageSelection.ByIds(var ids) ? ids.Distinct().Count() - found : 0;

    private static void InsertTags(SqliteConnection connection, long id, IReadOnlyList<string> tags)
    {
        foreach (var tag in tags)
            connection.Execute("INSERT OR IGNORE INTO image_tags (image_id, tag) VALUES (@id, @tag)", new { id, tag });
    }

    private long Insert(SqliteConnection connection, NewImage image)
    {
        // The file name may hold the id, which is only known afterwards: a placeholder that no cleaned name can be (it has a NUL) goes first.
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO images (name, name_key, filename, sha256, format, width, height, bytes, category, added_at)
            VALUES (@name, @key, @placeholder, @sha256, @format, @width, @height, @bytes, @category, @addedAt)
            RETURNING id
            """,
            new
            {
                name = image.Name,
                key = ImageName.Fold(image.Name),
                placeholder = "\0",
                sha256 = image.Sha256,
                format = image.Header.Format.ApiName(),
                width = image.Header.Width,
                height = image.Header.Height,
                bytes = image.Bytes,
                category = image.Category,
                addedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            });
        connection.Execute(
            "UPDATE images SET filename = @fileName WHERE id = @id", new { id, fileName = FreeFileName(connection, image.Name, id) });
        connection.Execute(
            "INSERT INTO embeddings (space, image, state) SELECT value, @id, 0 FROM settings WHERE key = 'shown_space'", new { id });
        InsertTags(connection, id, image.Tags);
        if (image.Source is { } source)
            SqliteImportLedger.Insert(connection, source);
        return id;
    }
}

/// <summary>What a removal took away.</summary>
/// <param name="Orphans">Contents whose last row went.</param>
internal sealed record Removal(BulkResult Result, IReadOnlyList<long> Ids, IReadOnlyList<(string Sha256, ImageFormat Format)> Orphans);
