using System.Runtime.InteropServices;
using Dapper;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Library;

namespace ImageSearch.Engine.Storage;

/// <summary>The indexing half of the catalogue: the queue of pictures to embed and the vectors that no snapshot holds yet.</summary>
/// <param name="session">Says whether the catalogue may lack rows; null where it does not.</param>
internal sealed class SqliteIndexLedger(CatalogDatabase database, TimeProvider clock, CatalogSession? session = null) : IIndexLedger
{
    // The first crash meets a picture in company, where it may not even have been begun; the next two meet it alone. One crash alone
    // is not enough: whoever pulls the plug hits some picture.
    private const int MaxAttempts = 3;

    private const int DiscardedAtOnce = 1000;

    public Task<int> FailSuspectsAsync(string problem, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            UPDATE images SET status = 2, queued = 0, attempts = 0, problem = @problem, failed_at = @now
            WHERE queued = 1 AND attempts >= @MaxAttempts
            """,
            new { problem, MaxAttempts, now = clock.GetUtcNow().ToUnixTimeMilliseconds() }),
        cancellationToken);

    public Task<IReadOnlyList<ImageRecord>> ClaimAsync(int count, bool suspects, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<ImageRecord>>(
            connection =>
            {
                var rows = connection.Query<ImageRow>(
                    $"""
                    SELECT {ImageRow.Columns} FROM images
                    WHERE queued = 1 AND attempts {(suspects ? "> 0" : "= 0")} ORDER BY attempts, id LIMIT @count
                    """,
                    new { count }).Select(row => row.ToRecord()).ToList();
                if (rows.Count > 0)
                {
                    connection.Execute(
                        "UPDATE images SET attempts = attempts + 1 WHERE id IN (SELECT value FROM json_each(@ids))",
                        new { ids = SelectionSql.JsonArray(rows.Select(row => row.Id)) });
                }

                return rows;
            },
            cancellationToken);

    public Task ReleaseAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "UPDATE images SET attempts = max(0, attempts - 1) WHERE queued = 1 AND id IN (SELECT value FROM json_each(@ids))",
            new { ids = SelectionSql.JsonArray(ids) }),
        cancellationToken);

    public Task<IReadOnlyList<long>> CompleteAsync(
        string space, IReadOnlyList<EmbeddedVector> embedded, IReadOnlyList<FailedEmbedding> failed, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<long>>(
            connection =>
            {
                var stored = new List<long>(embedded.Count);
                foreach (var (id, vector) in embedded)
                {
                    var there = connection.Execute(
                        "UPDATE images SET status = 1, queued = 0, attempts = 0, problem = NULL WHERE id = @id", new { id });
                    if (there == 0)
                        continue;
                    // REPLACE, so that the row takes a new, higher sequence number: a snapshot taken before does not contain it.
                    connection.Execute(
                        "INSERT OR REPLACE INTO vectors (space, image_id, vector) VALUES (@space, @id, @bytes)",
                        new { space, id, bytes = MemoryMarshal.AsBytes(vector.AsSpan()).ToArray() });
                    stored.Add(id);
                }

                var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
                foreach (var (id, problem) in failed)
                {
                    connection.Execute(
                        "UPDATE images SET status = 2, queued = 0, attempts = 0, problem = @problem, failed_at = @now WHERE id = @id",
                        new { id, problem, now });
                    connection.Execute("DELETE FROM vectors WHERE image_id = @id AND space = @space", new { id, space });
                }

                return stored;
            },
            cancellationToken);

    public IReadOnlyList<EmbeddedVector> VectorsAfter(string space, long sequence, int limit, out long lastSequence)
    {
        var rows = database.Read(connection => connection.Query<(long Sequence, long ImageId, byte[] Vector)>(
            "SELECT sequence, image_id, vector FROM vectors WHERE space = @space AND sequence > @sequence ORDER BY sequence LIMIT @limit",
            new { space, sequence, limit }).AsList());
        lastSequence = rows.Count == 0 ? sequence : rows[^1].Sequence;
        return rows.Select(row => new EmbeddedVector(row.ImageId, MemoryMarshal.Cast<byte, float>(row.Vector).ToArray())).ToList();
    }

    public (long Count, long LastSequence) VectorState(string space) => database.Read(connection =>
        connection.QuerySingle<(long, long)>(
            "SELECT count(*), coalesce(max(sequence), 0) FROM vectors WHERE space = @space", new { space }));

    // In parts, between which uploads and deletions have their turn. What a crash leaves is discarded after the next snapshot.
    public async Task DiscardVectorsAsync(string space, long throughSequence, CancellationToken cancellationToken)
    {
        int discarded;
        do
        {
            discarded = await database.WriteAsync(
                connection => connection.Execute(
                    """
                    DELETE FROM vectors WHERE sequence IN
                    (SELECT sequence FROM vectors WHERE space = @space AND sequence <= @throughSequence ORDER BY sequence LIMIT @DiscardedAtOnce)
                    """,
                    new { space, throughSequence, DiscardedAtOnce }),
                cancellationToken).ConfigureAwait(false);
        }
        while (discarded == DiscardedAtOnce);
    }

    public long[] EmbeddableIds() => database.Read(connection =>
        connection.Query<long>("SELECT id FROM images WHERE status <> 2 ORDER BY id").ToArray());

    public long[] AllIds() => database.Read(connection => connection.Query<long>("SELECT id FROM images ORDER BY id").ToArray());

    public Task ReconcileAsync(IReadOnlyCollection<long> embedded, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                """
                CREATE TEMP TABLE embedded (id INTEGER PRIMARY KEY);
                INSERT INTO embedded SELECT value FROM json_each(@ids);
                UPDATE images SET status = 0, queued = 1, attempts = 0 WHERE status = 1 AND id NOT IN (SELECT id FROM embedded);
                UPDATE images SET status = 1, queued = 0, attempts = 0 WHERE status = 0 AND id IN (SELECT id FROM embedded);
                UPDATE images SET queued = 1 WHERE status = 0 AND queued = 0;
                DROP TABLE embedded;
                """,
                new { ids = SelectionSql.JsonArray(embedded) });
            return 0;
        },
        cancellationToken);

    public Task<(int Count, long LastId)> QueueAllAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute("UPDATE images SET status = 0, problem = NULL, queued = 1 WHERE status = 2");
            // What is queued already keeps its attempts: they count claims that are out, and suspects.
            connection.Execute("UPDATE images SET queued = 1, attempts = 0 WHERE queued = 0");
            return connection.QuerySingle<(int, long)>("SELECT count(*), coalesce(max(id), 0) FROM images");
        },
        cancellationToken);

    public Task<int> DequeueIndexedAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("UPDATE images SET queued = 0 WHERE queued = 1 AND status = 1 AND attempts = 0"),
        cancellationToken);

    public (long Count, long LastId) Queue() => database.Read(connection => connection.QuerySingle<(long, long)>(
        "SELECT (SELECT count(*) FROM images WHERE queued = 1), (SELECT coalesce(max(id), 0) FROM images)"));

    public long QueuedThrough(long lastId) => database.Read(connection =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM images WHERE queued = 1 AND id <= @lastId", new { lastId }));

    public IReadOnlyList<(string Name, string Problem)> FailuresSince(DateTimeOffset instant) => database.Read(connection =>
        connection.Query<(string, string)>(
            "SELECT name, coalesce(problem, '') FROM images WHERE status = 2 AND failed_at >= @since ORDER BY id",
            new { since = instant.ToUnixTimeMilliseconds() }).AsList());

    public string? ActiveSpace() => database.Read(connection =>
        connection.ExecuteScalar<string?>("SELECT value FROM settings WHERE key = 'space'"));

    public IReadOnlyCollection<string> ListedSpaces() => database.Read(connection => connection.Query<string>("SELECT id FROM spaces").AsList());

    public bool MayLackRows => session is { MayLackRows: true };

    public async Task ReserveIdsAsync(long through, CancellationToken cancellationToken)
    {
        if (database.Read(connection => connection.ExecuteScalar<long>("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'images'")) >= through)
            return;
        await database.WriteAsync(
            connection => connection.Execute(
                "DELETE FROM sqlite_sequence WHERE name = 'images'; INSERT INTO sqlite_sequence (name, seq) VALUES ('images', @through)", new { through }),
            cancellationToken).ConfigureAwait(false);
    }

    public Task ActivateSpaceAsync(string space, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            INSERT OR REPLACE INTO settings (key, value) VALUES ('space', @space);
            UPDATE spaces SET kept = 0 WHERE id = @space;
            DELETE FROM spaces WHERE id <> @space AND kept = 0;
            DELETE FROM vectors WHERE space <> @space AND space NOT IN (SELECT id FROM spaces);
            DELETE FROM space_images WHERE space = @space OR space NOT IN (SELECT id FROM spaces);
            """,
            new { space }),
        cancellationToken);
}
