using Dapper;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Engine.Local.Catalog;

/// <summary>The connections that only read, kept open between reads; one belongs to one reader at a time.</summary>
/// <remarks>Not the pool of Microsoft.Data.Sqlite, which under load gives one connection to two readers: docs/adr/0018.</remarks>
internal sealed class CatalogReaders(string connectionString) : IDisposable
{
    /// <summary>More than ever read at once in a busy library; what a burst needs beyond this is closed again.</summary>
    private const int MostIdle = 32;

    private readonly Stack<SqliteConnection> _idle = new();
    private bool _isDisposed;

    /// <summary>Runs <paramref name="read"/> over one consistent snapshot of the catalogue.</summary>
    /// <exception cref="ObjectDisposedException">The catalogue was closed.</exception>
    public T Read<T>(Func<SqliteConnection, T> read)
    {
        var connection = Rent();
        T result;
        try
        {
            using var transaction = connection.BeginTransaction(deferred: true);
            result = read(connection);
        }
        catch
        {
            // The failure may have left it in any state, so it is not used again.
            connection.Dispose();
            throw;
        }

        GiveBack(connection);
        return result;
    }

    public void Dispose()
    {
        lock (_idle)
        {
            _isDisposed = true;
            while (_idle.TryPop(out var connection))
                connection.Dispose();
        }
    }

    private SqliteConnection Rent()
    {
        lock (_idle)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_idle.TryPop(out var idle))
                return idle;
        }

        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute("PRAGMA query_only=1");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void GiveBack(SqliteConnection connection)
    {
        lock (_idle)
        {
            if (!_isDisposed && _idle.Count < MostIdle)
            {
                _idle.Push(connection);
                return;
            }
        }

        connection.Dispose();
    }
}
