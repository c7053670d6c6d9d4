using System.Runtime.InteropServices;
using System.Text.Json;
using Dapper;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Engine.Storage;

/// <summary>The catalogue's tables of spaces.</summary>
internal sealed class SqliteSpaceLedger(CatalogDatabase database, TimeProvider clock) : ISpaceLedger
{
    // As in the queue of the active space: the first crash meets a picture in company, the next two meet it alone.
    private const int MaxAttempts = 3;

    public IReadOnlyList<SpaceRecord> List() => database.Read(connection => connection
        .Query<SpaceRow>(
            """
            SELECT id AS Id, model_id AS ModelId, model_path AS Path, model_sha256 AS Sha256, model_bytes AS Bytes, dimension AS Dimension,
                kept AS Kept, indexed AS Indexed, index_type AS Type, index_metric AS Metric, index_revision AS Revision
            FROM spaces ORDER BY id
            """)
        .Select(row => new SpaceRecord(
            row.Id,
            row.ModelId,
            new KnownModel(row.Path, row.Sha256, row.Bytes, row.ModelId),
            (int)row.Dimension,
            row.Kept == 1,
            row.Indexed,
            new IndexKind(row.Type, (IndexMetric)row.Metric, (int)row.Revision)))
        .ToList());

    public Task RecordAsync(SpaceRecord space, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            INSERT INTO spaces (id, model_id, model_path, model_sha256, model_bytes, dimension, index_type, index_metric, index_revision)
            VALUES (@Id, @ModelId, @Path, @Sha256, @Bytes, @Dimension, @Type, @Metric, @Revision)
            ON CONFLICT (id) DO UPDATE SET model_id = @ModelId, model_path = @Path, model_sha256 = @Sha256, model_bytes = @Bytes
            """,
            new
            {
                space.Id, space.ModelId, space.Model.Path, space.Model.Sha256, space.Model.Bytes, space.Dimension,
                space.Kind.Type, space.Kind.Metric, space.Kind.Revision,
            }),
        cancellationToken);

    public Task RemoveAsync(string id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "DELETE FROM spaces WHERE id = @id; DELETE FROM vectors WHERE space = @id; DELETE FROM space_images WHERE space = @id", new { id }),
        cancellationToken);

    public KnownModel? ChosenModel() => database.Read(connection =>
        connection.ExecuteScalar<string?>("SELECT value FROM settings WHERE key = 'model'") is { } json
            ? JsonSerializer.Deserialize<KnownModel>(json)
            : null);

    public Task ChooseModelAsync(KnownModel model, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(ChooseSql, new { chosen = JsonSerializer.Serialize(model) }), cancellationToken);

    public long? RecommendationJob() => database.Read(connection =>
        connection.ExecuteScalar<long?>("SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'recommended'"));

    public Task RecommendAsync(long job, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("INSERT OR REPLACE INTO settings (key, value) VALUES ('recommended', @job)", new { job = $"{job}" }),
        cancellationToken);

    public long[] IndexedIds() => database.Read(connection =>
        connection.Query<long>("SELECT id FROM images WHERE status = 1 ORDER BY id").ToArray());

    public IReadOnlyList<SpaceImage> Begun(string space) => database.Read(connection => connection
        .Query<(long Id, string Name, long Attempts, string? Problem)>(
            """
            SELECT image_id, images.name, space_images.attempts, space_images.problem FROM space_images JOIN images ON images.id = image_id
            WHERE space = @space ORDER BY space_images.attempts, image_id
            """,
            new { space })
        .Select(row => new SpaceImage(row.Id, row.Name, row.Attempts, row.Problem)).ToList());

    public Task<IReadOnlyList<ImageRecord>> BeginAsync(string space, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<ImageRecord>>(
            connection =>
            {
                var rows = connection.Query<ImageRow>(
                    $"SELECT {ImageRow.Columns} FROM images WHERE status = 1 AND id IN (SELECT value FROM json_each(@ids)) ORDER BY id",
                    new { ids = SelectionSql.JsonArray(ids) }).Select(row => row.ToRecord()).ToList();
                connection.Execute(
                    """
                    INSERT INTO space_images (space, image_id, attempts) SELECT @space, value, 1 FROM json_each(@ids) WHERE true
                    ON CONFLICT (space, image_id) DO UPDATE SET attempts = attempts + 1
                    """,
                    new { space, ids = SelectionSql.JsonArray(rows.Select(row => row.Id)) });
                return rows;
            },
            cancellationToken);

    public Task ReleaseAsync(string space, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            UPDATE space_images SET attempts = attempts - 1
            WHERE space = @space AND problem IS NULL AND image_id IN (SELECT value FROM json_each(@ids));
            DELETE FROM space_images WHERE space = @space AND problem IS NULL AND attempts <= 0;
            """,
            new { space, ids = SelectionSql.JsonArray(ids) }),
        cancellationToken);

    public Task<IReadOnlyList<long>> CompleteAsync(
        string space, IReadOnlyList<EmbeddedVector> embedded, IReadOnlyList<FailedEmbedding> failed, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<long>>(
            connection =>
            {
                var stored = new List<long>(embedded.Count);
                foreach (var (id, vector) in embedded)
                {
                    // REPLACE, so that the row takes a new, higher sequence number: a snapshot taken before does not contain it.
                    var rows = connection.Execute(
                        "INSERT OR REPLACE INTO vectors (space, image_id, vector) SELECT @space, id, @bytes FROM images WHERE id = @id",
                        new { space, id, bytes = MemoryMarshal.AsBytes(vector.AsSpan()).ToArray() });
                    connection.Execute("DELETE FROM space_images WHERE space = @space AND image_id = @id", new { space, id });
                    if (rows > 0)
                        stored.Add(id);
                }

                foreach (var (id, problem) in failed)
                {
                    connection.Execute(
                        "UPDATE space_images SET attempts = 0, problem = @problem WHERE space = @space AND image_id = @id", new { space, id, problem });
                }

                return stored;
            },
            cancellationToken);

    public Task<int> FailSuspectsAsync(string space, string problem, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "UPDATE space_images SET attempts = 0, problem = @problem WHERE space = @space AND problem IS NULL AND attempts >= @MaxAttempts",
            new { space, problem, MaxAttempts }),
        cancellationToken);

    public Task SwitchAsync(SpaceSwitch change, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                """
                UPDATE spaces SET kept = 1, indexed = @OldCount WHERE @KeepOld AND id = (SELECT value FROM settings WHERE key = 'space');
                UPDATE spaces SET kept = 0 WHERE id = @To;
                INSERT OR REPLACE INTO settings (key, value) VALUES ('space', @To);
                DELETE FROM spaces WHERE id <> @To AND kept = 0;
                DELETE FROM vectors WHERE space NOT IN (SELECT id FROM spaces);

                CREATE TEMP TABLE embedded (id INTEGER PRIMARY KEY);
                INSERT INTO embedded SELECT value FROM json_each(@ids);
                UPDATE images SET status = 1, queued = 0, attempts = 0, problem = NULL
                WHERE (status <> 1 OR queued = 1) AND id IN (SELECT id FROM embedded);
                UPDATE images SET status = 2, queued = 0, attempts = 0, failed_at = @now,
                    problem = (SELECT problem FROM space_images WHERE space = @To AND image_id = images.id)
                WHERE status = 1 AND id IN (SELECT image_id FROM space_images WHERE space = @To AND problem IS NOT NULL);
                UPDATE images SET status = 0, queued = 1, attempts = 0 WHERE status = 1 AND id NOT IN (SELECT id FROM embedded);
                DROP TABLE embedded;
                DELETE FROM space_images WHERE space = @To OR space NOT IN (SELECT id FROM spaces);
                """,
                new
                {
                    change.To, change.KeepOld, change.OldCount, ids = SelectionSql.JsonArray(change.Ids), now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                });
            if (change.Chosen is { } chosen)
                connection.Execute(ChooseSql, new { chosen = JsonSerializer.Serialize(chosen) });
            return 0;
        },
        cancellationToken);

    private sealed record SpaceRow(
        string Id, string ModelId, string Path, string Sha256, long Bytes, long Dimension, long Kept, long Indexed, string Type, long Metric, long Revision);

    private const string ChooseSql = "INSERT OR REPLACE INTO settings (key, value) VALUES ('model', @chosen)";
}
