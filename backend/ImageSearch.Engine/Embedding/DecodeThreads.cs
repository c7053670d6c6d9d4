using System.Collections.Concurrent;

namespace ImageSearch.Engine.Embedding;

/// <summary>
/// A fixed set of threads that decode pictures. Decoding blocks a thread for milliseconds; on the thread pool of a small machine, a few
/// pictures would delay every request of the service.
/// </summary>
internal sealed class DecodeThreads : IAsyncDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Task _threads;

    public DecodeThreads(int count) => _threads = Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
        Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    /// <summary>Runs <paramref name="decode"/> on one of the threads, unless it is cancelled before it starts.</summary>
    /// <exception cref="ObjectDisposedException">The threads have ended.</exception>
    public Task<T> RunAsync<T>(Func<T> decode, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _work.Add(() => Complete(done, decode, cancellationToken), CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(DecodeThreads));
        }

        return done.Task;
    }

    /// <summary>Finishes the accepted work and ends the threads.</summary>
    public async ValueTask DisposeAsync()
    {
        _work.CompleteAdding();
        await _threads.ConfigureAwait(false);
        _work.Dispose();
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> decode, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellationToken);
            return;
        }

        try
        {
            done.TrySetResult(decode());
        }
        catch (Exception exception)
        {
            done.TrySetException(exception);
        }
    }

    private void Work()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work();
    }
}
