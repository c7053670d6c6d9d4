namespace ImageSearch.Engine.Local;

/// <summary>
/// Orders what changes both the catalogue and something beside it (files, the index in memory): its holder sees the two
/// agree and leaves them so.
/// </summary>
public sealed class LibraryGate : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    public async Task<T> HoldAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        await _semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await action().ConfigureAwait(false);
        }
        finally
        {
            _semaphore.Release();
        }
    }

    public void Dispose() => _semaphore.Dispose();
}
