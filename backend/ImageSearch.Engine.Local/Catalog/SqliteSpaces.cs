using System.Text.Json;
using Dapper;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Engine.Local.Catalog;

/// <summary>The catalogue's tables of spaces.</summary>
internal sealed class SqliteSpaces(CatalogDatabase database) : ISpaces
{
    public Task<IReadOnlyList<SpaceRecord>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SpaceRecord>>(connection => connection
        .Query<SpaceRow>(
            """
            SELECT id AS Id, model_id AS ModelId, model_path AS Path, model_sha256 AS Sha256, model_bytes AS Bytes, dimension AS Dimension,
                kept AS Kept, indexed AS Indexed, index_type AS Type, index_metric AS Metric
            FROM spaces ORDER BY id
            """)
        .Select(row => new SpaceRecord(
            row.Id,
            row.ModelId,
            new KnownModel(row.Path, row.Sha256, row.Bytes, row.ModelId),
            (int)row.Dimension,
            row.Kept == 1,
            row.Indexed,
            new IndexKind(row.Type, (IndexMetric)row.Metric)))
        .ToList(), cancellationToken);

    public Task<string?> ActiveAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.ExecuteScalar<string?>("SELECT value FROM settings WHERE key = 'space'"), cancellationToken);

    public Task RecordAsync(SpaceRecord space, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            INSERT INTO spaces (id, model_id, model_path, model_sha256, model_bytes, dimension, index_type, index_metric)
            VALUES (@Id, @ModelId, @Path, @Sha256, @Bytes, @Dimension, @Type, @Metric)
            ON CONFLICT (id) DO UPDATE SET model_id = @ModelId, model_path = @Path, model_sha256 = @Sha256, model_bytes = @Bytes
            """,
            new
            {
                space.Id, space.ModelId, space.Model.Path, space.Model.Sha256, space.Model.Bytes, space.Dimension,
                space.Kind.Type, space.Kind.Metric,
            }),
        cancellationToken);

    public Task RemoveAsync(string id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "DELETE FROM spaces WHERE id = @id; DELETE FROM embeddings WHERE space = @id", new { id }),
        cancellationToken);

    public Task<KnownModel?> ChosenModelAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.ExecuteScalar<string?>("SELECT value FROM settings WHERE key = 'model'") is { } json
            ? JsonSerializer.Deserialize<KnownModel>(json)
            : null,
        cancellationToken);

    public Task ChooseModelAsync(KnownModel model, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(ChooseSql, new { chosen = JsonSerializer.Serialize(model) }), cancellationToken);

    public Task<long?> RecommendationJobAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.ExecuteScalar<long?>("SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'recommended'"), cancellationToken);

    public Task RecommendAsync(long job, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("INSERT OR REPLACE INTO settings (key, value) VALUES ('recommended', @job)", new { job = $"{job}" }),
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
                """,
                new { change.To, change.KeepOld, change.OldCount });
            SqliteEmbeddings.Show(connection, change.To);
            connection.Execute("DELETE FROM embeddings WHERE space <> @To AND space NOT IN (SELECT id FROM spaces)", new { change.To });
            if (change.Chosen is { } chosen)
                connection.Execute(ChooseSql, new { chosen = JsonSerializer.Serialize(chosen) });
            return 0;
        },
        cancellationToken);

    private sealed record SpaceRow(
        string Id, string ModelId, string Path, string Sha256, long Bytes, long Dimension, long Kept, long Indexed, string Type, long Metric);

    private const string ChooseSql = "INSERT OR REPLACE INTO settings (key, value) VALUES ('model', @chosen)";
}
