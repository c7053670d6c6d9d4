using Dapper;
using ImageSearch.Engine.Files;
using ImageSearch.Engine.Local.Files;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Engine.Local.Catalog;

/// <summary>
/// Earlier versions built an index of the same kind beside one with many dead rows, and called it <c>{id}.again</c>
/// (<c>spaces.index_revision</c> is 1). It takes the plain name here, with its vectors.
/// </summary>
internal sealed class RevisedIndexes(CatalogDatabase database, DataDirectory data)
{
    private const string Ending = ".again";

    /// <summary>Folders first: after a crash between the two, the rows still say what is to be done.</summary>
    /// <exception cref="SetupException">A folder cannot be renamed.</exception>
    public async Task RenameAsync(CancellationToken cancellationToken)
    {
        var revised = database.Read(connection => connection
            .Query<(string Id, bool Dropped)>(
                """
                SELECT id, EXISTS (SELECT 1 FROM settings WHERE key = 'space' AND value || @Ending = id) FROM spaces
                WHERE index_revision = 1 AND id LIKE '%' || @Ending
                """,
                new { Ending })
            .ToList());
        foreach (var (id, dropped) in revised)
        {
            var plain = id[..^Ending.Length];
            // Of two of a kind the active one is complete. The folder of the other goes as every unlisted one does.
            if (!dropped)
                MoveFolder(Path.Combine(data.Spaces, id), Path.Combine(data.Spaces, plain));
            await database.WriteAsync(
                connection => dropped ? Forget(connection, id) : Rename(connection, id, plain), cancellationToken).ConfigureAwait(false);
        }
    }

    private void MoveFolder(string from, string to)
    {
        if (!Directory.Exists(from))
            return;
        try
        {
            if (Directory.Exists(to))
                Directory.Delete(to, recursive: true);
            Directory.Move(from, to);
            Durability.FlushDirectory(data.Spaces);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SetupException(
                $"The index {from} of an earlier version cannot be renamed to {to}: {exception.Message} Make {data.Spaces} and everything in it "
                + "writable for the user that runs the service.",
                exception);
        }
    }

    private static int Rename(SqliteConnection connection, string id, string plain)
    {
        Forget(connection, plain);
        return connection.Execute(
            """
            UPDATE spaces SET id = @plain, index_revision = 0 WHERE id = @id;
            UPDATE embeddings SET space = @plain WHERE space = @id;
            UPDATE settings SET value = @plain WHERE key IN ('space', 'shown_space') AND value = @id
            """,
            new { id, plain });
    }

    private static int Forget(SqliteConnection connection, string id) =>
        connection.Execute("DELETE FROM spaces WHERE id = @id; DELETE FROM embeddings WHERE space = @id", new { id });
}
