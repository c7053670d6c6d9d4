using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ImageSearch.Engine.Storage;

/// <summary>
/// The SQLite file behind the catalogue: one writer at a time, any number of readers beside it (WAL). Every commit is durable
/// (<c>synchronous=FULL</c>) when <see cref="WriteAsync{T}"/> returns.
/// </summary>
internal sealed class CatalogDatabase : IAsyncDisposable
{
    private readonly CatalogReaders _readers;
    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private bool _isDisposed;
    private long _revision;

    private CatalogDatabase(CatalogReaders readers, SqliteConnection writer)
    {
        _readers = readers;
        _writer = writer;
    }

    /// <exception cref="SetupException">Not a database, damaged, or made by a newer version.</exception>
    public static CatalogDatabase Open(string path)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, Pooling = false }.ToString();
        var writer = new SqliteConnection(connectionString);
        try
        {
            writer.Open();
            writer.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;");
            Migrate(writer, path);
            return new CatalogDatabase(new CatalogReaders(connectionString), writer);
        }
        catch (SqliteException exception)
        {
            writer.Dispose();
            throw new SetupException(
                $"The catalogue {path} cannot be opened: {exception.Message} Restore it from a backup, or move it away to start with an empty library.",
                exception);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>What a failure of the catalogue while a library is opened means for whoever starts it; null for any other failure.</summary>
    public static SetupException? Explain(Exception exception, string directory) => exception switch
    {
        StorageFullException => new SetupException($"{exception.Message} The data directory is {directory}.", exception),
        SqliteException => new SetupException(
            $"The catalogue in {directory} cannot be used: {exception.Message} Restore it from a backup, or move it away to start with an empty library.",
            exception),
        _ => null,
    };

    /// <summary>Counts up with every commit, before whoever asked for it hears of it.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Runs <paramref name="read"/> beside whoever writes, over one consistent snapshot of the catalogue.</summary>
    /// <exception cref="ObjectDisposedException">The catalogue was closed.</exception>
    public T Read<T>(Func<SqliteConnection, T> read) => _readers.Read(read);

    /// <summary>Runs <paramref name="write"/> in a transaction of its own and commits it durably.</summary>
    /// <exception cref="StorageFullException">The disk is full; nothing was changed.</exception>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Transact(write);
        }
        catch (SqliteException exception) when (StorageFullException.IsCauseOf(exception))
        {
            throw new StorageFullException(exception);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;

        await _writing.WaitAsync().ConfigureAwait(false);
        _readers.Dispose();
        _writer.Dispose();
        _writing.Dispose();
    }

    // Not SqliteTransaction: when a full disk makes the commit roll back by itself, that one never lets its connection begin another.
    private T Transact<T>(Func<SqliteConnection, T> write)
    {
        _writer.Execute("BEGIN IMMEDIATE");
        try
        {
            var result = write(_writer);
            _writer.Execute("COMMIT");
            Interlocked.Increment(ref _revision);
            return result;
        }
        catch
        {
            if (raw.sqlite3_get_autocommit(_writer.Handle) == 0)
                _writer.Execute("ROLLBACK");
            throw;
        }
    }

    private static void Migrate(SqliteConnection connection, string path)
    {
        var version = connection.ExecuteScalar<int>("PRAGMA user_version");
        if (version > CatalogSchema.Migrations.Count)
        {
            throw new SetupException(
                $"The catalogue {path} was made by a newer version of ImageSearch (schema {version}, this one knows {CatalogSchema.Migrations.Count}). Start that version.");
        }

        for (; version < CatalogSchema.Migrations.Count; version++)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(CatalogSchema.Migrations[version]);
            connection.Execute($"PRAGMA user_version={version + 1}");
            transaction.Commit();
        }
    }
}
