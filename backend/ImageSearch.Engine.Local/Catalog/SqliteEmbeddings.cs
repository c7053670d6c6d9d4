using System.Runtime.InteropServices;
using Dapper;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Pictures;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Engine.Local.Catalog;

/// <summary>
/// The table <c>embeddings</c>: a row for each picture and space. A vector stands in it from the moment it is computed until a snapshot of
/// the index, safely on disk, contains it.
/// </summary>
/// <param name="session">Says whether the catalogue may lack rows; null where it does not.</param>
internal sealed partial class SqliteEmbeddings(CatalogDatabase database, TimeProvider clock, CatalogSession? session = null) : IEmbeddings
{
    /// <summary>The space whose states the pictures show: the active one, or the one that the library is being embedded into while searches wait.</summary>
    public const string Shown = "(SELECT value FROM settings WHERE key = 'shown_space')";

    // The first crash meets a picture in company, where it may not even have been begun; the next two meet it alone. One crash alone
    // is not enough: a power cut hits some picture, too.
    private const int MaxAttempts = 3;

    // States: 0 waiting, 1 embedded, 2 failed, 3 embedded, and waiting to be embedded again. The partial index wants just these words.
    private const string Waits = "state IN (0, 3)";

    // Longer than any picture takes. One process owns the file, and its start ends the claims of the one before.
    private static readonly TimeSpan ClaimLasts = TimeSpan.FromMinutes(15);

    /// <summary>Whether the catalogue may have lost rows, so that there may be more spaces than it lists.</summary>
    public bool MayLackRows => session is { MayLackRows: true };

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Ends the claims of a process that is gone.</summary>
    public Task EndClaimsAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("UPDATE embeddings SET claimed_until = NULL WHERE claimed_until IS NOT NULL"), cancellationToken);

    public Task<IReadOnlyList<ImageRecord>> ClaimAsync(string space, int count, bool suspects, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<ImageRecord>>(
            connection =>
            {
                var ids = connection.Query<long>(
                    $"""
                    SELECT image FROM embeddings
                    WHERE space = @space AND {Waits} AND attempts {(suspects ? "> 0" : "= 0")} AND (claimed_until IS NULL OR claimed_until <= @Now)
                    ORDER BY attempts, image LIMIT @count
                    """,
                    new { space, count, Now }).AsList();
                if (ids.Count == 0)
                    return [];
                var until = Now + (long)ClaimLasts.TotalMilliseconds;
                connection.Execute(
                    "UPDATE embeddings SET attempts = attempts + 1, claimed_until = @until WHERE space = @space AND image IN (SELECT value "
                        + "FROM json_each(@ids))",
                    new { space, until, ids = SelectionSql.JsonArray(ids) });
                var images = SqliteCatalog.Select(connection, SelectionSql.Of(new ImageSelection.ByIds(ids))).ToDictionary(image => image.Id);
                return ids.Select(id => images[id]).ToList();
            },
            cancellationToken);

    public Task ReleaseAsync(string space, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            $"""
            UPDATE embeddings SET attempts = max(0, attempts - 1), claimed_until = NULL
            WHERE space = @space AND {Waits} AND image IN (SELECT value FROM json_each(@ids))
            """,
            new { space, ids = SelectionSql.JsonArray(ids) }),
        cancellationToken);

    /// <summary>Records outcomes.</summary>
    /// <returns>The pictures whose vectors were kept: one deleted meanwhile is left out.</returns>
    public Task<IReadOnlyList<long>> CompleteAsync(
        string space, IReadOnlyList<EmbeddedVector> embedded, IReadOnlyList<FailedEmbedding> failed, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<long>>(
            connection =>
            {
                var stored = new List<long>(embedded.Count);
                foreach (var (id, vector) in embedded)
                {
                    if (Replace(connection, space, id, 1, null, MemoryMarshal.AsBytes(vector.AsSpan()).ToArray()))
                        stored.Add(id);
                }

                foreach (var (id, problem) in failed)
                    Replace(connection, space, id, 2, problem, null);
                return stored;
            },
            cancellationToken);

    /// <summary>Marks pictures as failed that were in flight alone when a process ended, twice.</summary>
    /// <returns>How many.</returns>
    public Task<int> FailSuspectsAsync(string space, string problem, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            $"""
            UPDATE embeddings SET state = 2, attempts = 0, claimed_until = NULL, vector = NULL, problem = @problem, failed_at = @Now
            WHERE space = @space AND {Waits} AND attempts >= @MaxAttempts AND (claimed_until IS NULL OR claimed_until <= @Now)
            """,
            new { space, problem, MaxAttempts, Now }),
        cancellationToken);

    public Task<int> QueueMissingAsync(string space, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.ExecuteScalar<int>(
            $"""
            INSERT OR IGNORE INTO embeddings (space, image, state)
            SELECT @space, image, 0 FROM embeddings WHERE space = {Shown} AND state IN (1, 3) ORDER BY image;
            SELECT count(*) FROM embeddings WHERE space = @space AND {Waits}
            """,
            new { space }),
        cancellationToken);

    public Task<(int Count, long LastId)> QueueAllAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            // What is queued already keeps its attempts: they count claims that are out, and suspects.
            connection.Execute(
                $"""
                UPDATE embeddings SET state = CASE state WHEN 1 THEN 3 ELSE 0 END, attempts = 0, problem = NULL
                WHERE space = {Shown} AND state IN (1, 2)
                """);
            return connection.QuerySingle<(int, long)>("SELECT count(*), coalesce(max(id), 0) FROM images");
        },
        cancellationToken);

    public Task<int> DequeueEmbeddedAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute($"UPDATE embeddings SET state = 1 WHERE space = {Shown} AND state = 3 AND attempts = 0"), cancellationToken);

    public Task<(long Count, long LastId)> QueueAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.QuerySingle<(long, long)>(
            $"SELECT (SELECT count(*) FROM embeddings WHERE space = {Shown} AND {Waits}), (SELECT coalesce(max(id), 0) FROM images)"),
        cancellationToken);

    public Task<long> QueuedThroughAsync(long lastId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.ExecuteScalar<long>(
            $"SELECT count(*) FROM embeddings WHERE space = {Shown} AND {Waits} AND image <= @lastId", new { lastId }),
        cancellationToken);

    public Task<IReadOnlyList<(string Name, string Problem)>> FailuresAsync(
        string? space, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<(string, string)>>(
            connection => connection.Query<(string, string)>(
                $"""
                SELECT images.name, coalesce(problem, '') FROM embeddings JOIN images ON images.id = image
                WHERE space = coalesce(@space, {Shown}) AND state = 2 AND failed_at >= @from ORDER BY image
                """,
                new { space, from = since.ToUnixTimeMilliseconds() }).AsList(),
            cancellationToken);

    /// <summary>Makes a space the one whose states pictures show; a picture that it knows nothing of waits.</summary>
    public Task ShowAsync(string space, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => Show(connection, space), cancellationToken);

    /// <summary>Part of a transaction. What failed in the space that was shown and was not tried in this one stays failed.</summary>
    public static int Show(SqliteConnection connection, string space) => connection.Execute(
        $"""
        INSERT OR IGNORE INTO embeddings (space, image, state, problem, failed_at)
        SELECT @space, image, 2, problem, failed_at FROM embeddings WHERE space = {Shown} AND space <> @space AND state = 2;
        INSERT OR REPLACE INTO settings (key, value) VALUES ('shown_space', @space);
        INSERT OR IGNORE INTO embeddings (space, image, state) SELECT @space, id, 0 FROM images
        WHERE (SELECT count(*) FROM images) > (SELECT count(*) FROM embeddings WHERE space = @space) ORDER BY id;
        """,
        new { space });

    // REPLACE, so that the row takes a new, higher sequence number: a snapshot taken before does not contain the vector.
    private bool Replace(SqliteConnection connection, string space, long id, int state, string? problem, byte[]? vector) => connection.Execute(
        """
        INSERT OR REPLACE INTO embeddings (space, image, state, problem, failed_at, vector)
        SELECT @space, id, @state, @problem, @failedAt, @vector FROM images WHERE id = @id
        """,
        new { space, id, state, problem, failedAt = state == 2 ? Now : (long?)null, vector }) > 0;
}
