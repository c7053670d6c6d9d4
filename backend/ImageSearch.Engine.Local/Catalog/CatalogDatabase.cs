using Dapper;
using ImageSearch.Engine.Embedding.Editing;
using ImageSearch.Engine.Local.Files;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ImageSearch.Engine.Local.Catalog;

/// <summary>The write-ahead log that lay beside the catalogue before it was opened. A clean close removes it.</summary>
internal enum LogState
{
    Absent,
    Empty,
    Present,
}

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
        var log = new FileInfo(path + "-wal");
        var found = !log.Exists ? LogState.Absent : log.Length == 0 ? LogState.Empty : LogState.Present;
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, Pooling = false }.ToString();
        var writer = new SqliteConnection(connectionString);
        try
        {
            var setAside = found == LogState.Present ? SetLogAside(path) : null;
            writer.Open();
            writer.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;");
            var isNew = Migrate(writer, path) == 0;
            return new CatalogDatabase(new CatalogReaders(connectionString), writer) { IsNew = isNew, FoundLog = found, LogSetAside = setAside };
        }
        catch (SqliteException exception)
        {
            writer.Dispose();
            throw Unusable(path, exception);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>What a failure of the catalogue while a library is opened means for the person who starts it; null for any other failure.</summary>
    public static SetupException? Explain(Exception exception, DataDirectory directory) => exception switch
    {
        StorageFullException => new SetupException($"{exception.Message} The data directory is {directory.Root}.", exception),
        SqliteException => Unusable(directory.Catalog, exception),
        _ => null,
    };

    /// <summary>Whether the file did not exist, or had no tables, before it was opened.</summary>
    public bool IsNew { get; private init; }

    public LogState FoundLog { get; private init; }

    /// <summary>Where the log of a catalogue that is gone was put; null where there was none.</summary>
    public string? LogSetAside { get; private init; }

    /// <summary>Increases with every commit, before its caller is told.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Runs <paramref name="read"/> beside writers, over one consistent snapshot of the catalogue.</summary>
    /// <exception cref="ObjectDisposedException">The catalogue was closed.</exception>
    public T Read<T>(Func<SqliteConnection, T> read) => _readers.Read(read);

    /// <inheritdoc cref="Read{T}"/>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // A file on this machine: SQLite has nothing to wait for.
        return Task.FromResult(Read(read));
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
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_FULL)
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

    private static SetupException Unusable(string path, Exception exception) => new(
        $"The catalogue {path} cannot be used: {exception.Message} Restore it from a backup. Without one, move it away, and " +
        $"{Path.GetFileName(path)}-wal and -shm with it: the service then starts with a new catalogue and leaves every original where it is " +
        "(docs/operations.md, \"When the catalogue is lost\").", exception);

    // SQLite deletes the log of a file that is not there, and with it the newest rows of a catalogue that was moved without it.
    private static string? SetLogAside(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > 0 })
            return null;
        var number = 1;
        while (File.Exists($"{path}-wal.{number}"))
            number++;
        File.Move($"{path}-wal", $"{path}-wal.{number}");
        return $"{path}-wal.{number}";
    }

    /// <returns>The version that was there.</returns>
    private static int Migrate(SqliteConnection connection, string path)
    {
        var found = connection.ExecuteScalar<int>("PRAGMA user_version");
        if (found > CatalogSchema.Migrations.Count)
        {
            throw new SetupException(
                $"The catalogue {path} was made by a newer version of ImageSearch (schema {found}, this one knows "
                    + $"{CatalogSchema.Migrations.Count}). Start that version.");
        }

        for (var version = found; version < CatalogSchema.Migrations.Count; version++)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(CatalogSchema.Migrations[version]);
            connection.Execute($"PRAGMA user_version={version + 1}");
            transaction.Commit();
        }

        return found;
    }
}
