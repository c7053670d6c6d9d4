using Dapper;
using ImageSearch.Engine.Library;
using ImageSearch.Imaging;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Engine.Storage;

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

    public Task<ImageRecord?> UpdateAsync(long id, ImageChange change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                if (!connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM images WHERE id = @id)", new { id }))
                    return null;
                if (change.Name is { } name)
                    Rename(connection, id, name);
                if (change.Category is { } category)
                    connection.Execute("UPDATE images SET category = nullif(@category, '') WHERE id = @id", new { id, category });
                if (change.Tags is { } tags)
                {
                    connection.Execute("DELETE FROM image_tags WHERE image_id = @id", new { id });
                    InsertTags(connection, id, tags);
                }

                return Select(connection, SelectionSql.Of(new ImageSelection.ByIds([id]))).Single();
            },
            cancellationToken);

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

    /// <summary>The name itself, <c>stem-{id}.ext</c> where another picture has it, then <c>stem-{id}-2.ext</c> and so on.</summary>
    private static string FreeFileName(SqliteConnection connection, string name, long id)
    {
        var candidate = name;
        for (var attempt = 1; ; attempt++)
        {
            var taken = connection.ExecuteScalar<bool>(
                "SELECT EXISTS (SELECT 1 FROM images WHERE filename = @candidate AND id <> @id)", new { candidate, id });
            if (!taken)
                return candidate;
            candidate = ImageName.WithId(name, attempt == 1 ? $"-{id}" : $"-{id}-{attempt}");
        }
    }

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
