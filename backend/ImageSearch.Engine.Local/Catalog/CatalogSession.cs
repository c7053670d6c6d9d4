using Dapper;
using ImageSearch.Engine.Files;
using ImageSearch.Engine.Local.Files;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ImageSearch.Engine.Local.Catalog;

/// <summary>Why a file that the catalogue does not name may belong to the library all the same.</summary>
internal enum CatalogDoubt
{
    None,

    /// <summary>The process that had the catalogue open ended abruptly. A clean close ends this doubt.</summary>
    Unclean,

    /// <summary>The catalogue was new when originals were there already.</summary>
    New,

    /// <summary>The catalogue is not the one that was open here last: an older copy, or one that an earlier version wrote.</summary>
    Replaced,

    /// <summary>The catalogue was not closed, and its log is gone or empty: what was in it is lost.</summary>
    LogLost,

    /// <summary>SQLite's integrity check found damage.</summary>
    Damaged,
}

/// <summary>
/// One opening of the catalogue, from its start to its clean close, and what the one before it left: whether the catalogue can be
/// trusted to name every file of the library. The name of a session stands in the catalogue and in a file beside it, so a catalogue that
/// was moved away, restored or cut short does not match the file.
/// </summary>
/// <remarks>
/// A doubt about lost rows is kept in the catalogue (a clean close must not end it) until <see cref="ReleaseAsync"/>.
/// </remarks>
internal sealed class CatalogSession : IAsyncDisposable
{
    private readonly CatalogDatabase _database;
    private readonly string _id = Guid.NewGuid().ToString("n");
    private CatalogDoubt _doubt;

    private CatalogSession(CatalogDatabase database) => _database = database;

    public CatalogDoubt Doubt => _doubt;

    /// <summary>Whether the catalogue may have lost rows.</summary>
    public bool MayLackRows => _doubt is not (CatalogDoubt.None or CatalogDoubt.Unclean);

    /// <param name="store">The originals that the catalogue should name.</param>
    /// <exception cref="StorageFullException">The disk is full.</exception>
    public static async Task<CatalogSession> BeginAsync(
        CatalogDatabase database, DataDirectory directory, OriginalStore store, CancellationToken cancellationToken)
    {
        var session = new CatalogSession(database);
        var seen = File.Exists(directory.Session) ? await File.ReadAllTextAsync(directory.Session, cancellationToken).ConfigureAwait(false) : null;
        session._doubt = database.Read(connection =>
            Enum.TryParse<CatalogDoubt>(Setting(connection, "doubt"), out var kept) && Enum.IsDefined(kept)
            ? kept
            : Compare(database, connection, seen, store));
        try
        {
            // The file first: where the process dies in between, the catalogue is the older of the two, which raises a doubt.
            Durability.WriteFile(directory.Session, session._id);
        }
        catch (IOException exception) when (StorageFullException.IsCauseOf(exception))
        {
            throw new StorageFullException(exception);
        }

        await database.WriteAsync(
            connection =>
            {
                Set(connection, "session", session._id);
                return session.MayLackRows ? Set(connection, "doubt", session._doubt.ToString()) : 0;
            },
            cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>Checks the whole file, indexes against tables included. Damage stays in doubt over restarts.</summary>
    /// <returns>What is damaged; null where nothing is.</returns>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (FindDamage(cancellationToken) is not { } damage)
            return null;
        _doubt = CatalogDoubt.Damaged;
        await _database.WriteAsync(connection => Set(connection, "doubt", _doubt.ToString()), cancellationToken).ConfigureAwait(false);
        return damage;
    }

    /// <summary>Ends a doubt about lost rows: every file has turned out to be named.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (!MayLackRows)
            return;
        await _database.WriteAsync(
            connection => connection.Execute("DELETE FROM settings WHERE key = 'doubt'"), cancellationToken).ConfigureAwait(false);
        _doubt = CatalogDoubt.None;
    }

    /// <summary>Marks the clean close. Nothing writes to the catalogue afterwards.</summary>
    public async ValueTask DisposeAsync() =>
        await _database.WriteAsync(connection => Set(connection, "session_end", _id), CancellationToken.None).ConfigureAwait(false);

    private static CatalogDoubt Compare(CatalogDatabase database, SqliteConnection connection, string? seen, OriginalStore store)
    {
        if (database.IsNew)
            return store.Enumerate().Any() ? CatalogDoubt.New : CatalogDoubt.None;
        var last = Setting(connection, "session");
        if (last is null || last != seen)
            return CatalogDoubt.Replaced;
        if (Setting(connection, "session_end") == last)
            return database.FoundLog == LogState.Absent ? CatalogDoubt.None : CatalogDoubt.Unclean;
        return database.FoundLog == LogState.Present ? CatalogDoubt.Unclean : CatalogDoubt.LogLost;
    }

    private string? FindDamage(CancellationToken cancellationToken)
    {
        try
        {
            return _database.Read(connection =>
            {
                // It takes seconds in a large library, and closing must not wait for it.
                using var interrupt = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
                var answer = connection.Query<string>("PRAGMA integrity_check(1)").First();
                return answer == "ok" ? null : answer;
            });
        }
        catch (SqliteException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return exception.Message;
        }
    }

    private static string? Setting(SqliteConnection connection, string key) =>
        connection.ExecuteScalar<string?>("SELECT value FROM settings WHERE key = @key", new { key });

    private static int Set(SqliteConnection connection, string key, string value) =>
        connection.Execute("INSERT OR REPLACE INTO settings (key, value) VALUES (@key, @value)", new { key, value });
}
