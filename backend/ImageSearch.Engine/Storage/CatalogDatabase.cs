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
    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _writing = new(1, 1);

    private CatalogDatabase(string connectionString, SqliteConnection writer)
    {
        _connectionString = connectionString;
        _writer = writer;
    }

    /// <exception cref="SetupException">Not a database, damaged, or made by a newer version.</exception>
    public static CatalogDatabase Open(string path)
    {
        SqliteRuntime.EnsureInitialised();
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();
        var writer = new SqliteConnection(connectionString);
        try
        {
            writer.Open();
            writer.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;");
            Migrate(writer, path);
            return new CatalogDatabase(connectionString, writer);
        }
        catch (SqliteException exception)
        {
            Discard(writer);
            throw new SetupException(
                $"The catalogue {path} cannot be opened: {exception.Message} Restore it from a backup, or move it away to start with an empty library.",
                exception);
        }
        catch
        {
            Discard(writer);
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

    /// <summary>Runs <paramref name="read"/> on a pooled connection, over one consistent snapshot of the catalogue.</summary>
    public T Read<T>(Func<SqliteConnection, T> read)
    {
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        return read(connection);
    }

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
        await _writing.WaitAsync().ConfigureAwait(false);
        Discard(_writer);
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
            return result;
        }
        catch
        {
            if (raw.sqlite3_get_autocommit(_writer.Handle) == 0)
                _writer.Execute("ROLLBACK");
            throw;
        }
    }

    // The pool would keep the file open, and locked, after its last connection was given back.
    private static void Discard(SqliteConnection connection)
    {
        connection.Dispose();
        SqliteConnection.ClearPool(connection);
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
