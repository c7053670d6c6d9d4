using System.Runtime.InteropServices;
using Dapper;
using ImageSearch.Engine.Indexing;

namespace ImageSearch.Engine.Local.Catalog;

/// <content>The vectors that no snapshot holds yet, and bringing states in line with an index.</content>
internal sealed partial class SqliteEmbeddings
{
    private const int DiscardedAtOnce = 1000;

    /// <summary>Vectors that no snapshot holds, in the order in which they were recorded, after <paramref name="sequence"/>.</summary>
    /// <returns>They, and the last one's sequence.</returns>
    public (IReadOnlyList<EmbeddedVector> Vectors, long Last) VectorsAfter(string space, long sequence, int limit)
    {
        var rows = database.Read(connection => connection.Query<(long Sequence, long Image, byte[] Vector)>(
            "SELECT sequence, image, vector FROM embeddings WHERE space = @space AND vector IS NOT NULL AND sequence > @sequence ORDER BY "
                + "sequence LIMIT @limit",
            new { space, sequence, limit }).AsList());
        return (
            rows.Select(row => new EmbeddedVector(row.Image, MemoryMarshal.Cast<byte, float>(row.Vector).ToArray())).ToList(),
            rows.Count == 0 ? sequence : rows[^1].Sequence);
    }

    /// <summary>How many vectors no snapshot holds, and the latest of them.</summary>
    public (long Count, long LastSequence) Unsaved(string space) => database.Read(connection => connection.QuerySingle<(long, long)>(
        "SELECT count(*), coalesce(max(sequence), 0) FROM embeddings WHERE space = @space AND vector IS NOT NULL", new { space }));

    /// <summary>
    /// Forgets vectors that a snapshot, safely on disk, contains: in parts, between which uploads and deletions have their turn. What a
    /// crash leaves is forgotten after the next snapshot.
    /// </summary>
    public async Task DiscardAsync(string space, long throughSequence, CancellationToken cancellationToken)
    {
        int discarded;
        do
        {
            discarded = await database.WriteAsync(
                connection => connection.Execute(
                    """
                    UPDATE embeddings SET vector = NULL WHERE sequence IN
                    (SELECT sequence FROM embeddings WHERE space = @space AND vector IS NOT NULL AND sequence <= @throughSequence
                     ORDER BY sequence LIMIT @DiscardedAtOnce)
                    """,
                    new { space, throughSequence, DiscardedAtOnce }),
                cancellationToken).ConfigureAwait(false);
        }
        while (discarded == DiscardedAtOnce);
    }

    /// <summary>The pictures that may be in a space's index: all that have not failed in it.</summary>
    public long[] EmbeddableIds(string space) => database.Read(connection => connection.Query<long>(
        "SELECT id FROM images WHERE id NOT IN (SELECT image FROM embeddings WHERE space = @space AND state = 2) ORDER BY id",
        new { space }).ToArray());

    public Task<bool> HasPicturesAsync(string space, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM images WHERE id NOT IN (SELECT image FROM embeddings WHERE space = @space AND state = 2))", new { space }),
        cancellationToken);

    /// <summary>Brings states in line with the vectors there are: with one is embedded, without one waits.</summary>
    public Task ReconcileAsync(string space, IReadOnlyCollection<long> embedded, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            CREATE TEMP TABLE embedded (id INTEGER PRIMARY KEY);
            INSERT INTO embedded SELECT value FROM json_each(@ids);
            UPDATE embeddings SET state = 0, attempts = 0, vector = NULL
            WHERE space = @space AND state IN (1, 3) AND image NOT IN (SELECT id FROM embedded);
            UPDATE embeddings SET state = 1, attempts = 0 WHERE space = @space AND state = 0 AND image IN (SELECT id FROM embedded);
            INSERT OR IGNORE INTO embeddings (space, image, state) SELECT @space, id, 1 FROM embedded WHERE id IN (SELECT id FROM images);
            DROP TABLE embedded;
            """,
            new { space, ids = SelectionSql.JsonArray(embedded) }),
        cancellationToken);

    /// <summary>Sees to it that pictures which are added from now on have ids above this one: a vector of it may be on disk.</summary>
    public async Task ReserveIdsAsync(long through, CancellationToken cancellationToken)
    {
        if (database.Read(connection =>
            connection.ExecuteScalar<long>("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'images'")) >= through)
        {
            return;
        }

        await database.WriteAsync(
            connection => connection.Execute(
                "DELETE FROM sqlite_sequence WHERE name = 'images'; INSERT INTO sqlite_sequence (name, seq) VALUES ('images', @through)",
                new { through }),
            cancellationToken).ConfigureAwait(false);
    }
}
