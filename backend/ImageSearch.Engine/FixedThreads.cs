using System.Collections.Concurrent;

namespace ImageSearch.Engine;

/// <summary>
/// A fixed set of threads for work that blocks or that native code ties to its thread. On the thread pool of a small machine, a few pieces
/// of such work would delay every request of the service.
/// </summary>
internal sealed class FixedThreads : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread[] _threads;
    private int _disposed;

    /// <param name="name">What the threads are called, with a number each.</param>
    /// <param name="begin">What each thread does first; null for nothing.</param>
    public FixedThreads(int count, string name, Action? begin = null)
    {
        _threads = Enumerable.Range(0, count)
            .Select(number => new Thread(() => Run(begin)) { Name = $"{name}-{number}", IsBackground = true }).ToArray();
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>Runs <paramref name="work"/> on one of the threads, in turn, unless it is cancelled before it starts.</summary>
    /// <exception cref="ObjectDisposedException">The threads have ended.</exception>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _work.Add(() => Complete(done, work, cancellationToken), CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException<T>(new ObjectDisposedException(nameof(FixedThreads)));
        }

        return done.Task;
    }

    /// <summary>Finishes the accepted work and ends the threads.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        _work.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join();
        _work.Dispose();
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellationToken);
            return;
        }

        try
        {
            done.TrySetResult(work());
        }
#pragma warning disable CA1031 // The exception is the caller's, whatever it is: it travels to the caller's await.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            done.TrySetException(exception);
        }
    }

    private void Run(Action? begin)
    {
        begin?.Invoke();
        foreach (var work in _work.GetConsumingEnumerable())
            work();
    }
}
