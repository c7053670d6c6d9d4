using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine;

/// <summary>The parts of a library that must be closed, the last one first.</summary>
internal sealed class PartOwner(ILogger logger) : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();
    private int _closed;

    /// <param name="part">An <see cref="IAsyncDisposable"/> or an <see cref="IDisposable"/>.</param>
    public T Own<T>(T part)
        where T : class
    {
        _parts.Push(part as IAsyncDisposable ?? new Synchronous((IDisposable)part));
        return part;
    }

    /// <summary>Closes all parts. One that fails must not prevent the others from closing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
            return;
        while (_parts.TryPop(out var part))
        {
            try
            {
                await part.DisposeAsync().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The part is being closed anyway, so the failure is only logged.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.LogError(exception, "Closing the library: {Part} failed: {Reason}", part.GetType().Name, exception.Message);
            }
        }
    }

    private sealed class Synchronous(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
