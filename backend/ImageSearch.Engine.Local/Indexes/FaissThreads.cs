using System.Threading.Channels;
using ImageSearch.Faiss;

namespace ImageSearch.Engine.Local.Indexes;

/// <summary>
/// A few threads, fixed for the life of an index, on which FAISS is called: libgomp keeps a team for every thread that ever called it,
/// and the pool's threads come and go.
/// </summary>
internal sealed class FaissThreads : IDisposable
{
    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>();
    private readonly Thread[] _threads;

    public FaissThreads(int count)
    {
        _threads = Enumerable.Range(0, count).Select(number => new Thread(Run) { Name = $"faiss-{number}", IsBackground = true }).ToArray();
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>Runs <paramref name="work"/> on one of the threads, in turn.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var accepted = _work.Writer.TryWrite(() =>
        {
            if (cancellationToken.IsCancellationRequested)
            {
                completion.TrySetCanceled(cancellationToken);
                return;
            }

            try
            {
                completion.TrySetResult(work());
            }
#pragma warning disable CA1031 // The exception is the caller's, whatever it is: it travels to the caller's await.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                completion.TrySetException(exception);
            }
        });
        return accepted ? completion.Task : Task.FromException<T>(new ObjectDisposedException(nameof(FaissThreads)));
    }

    public void Dispose()
    {
        _work.Writer.TryComplete();
        foreach (var thread in _threads)
            thread.Join();
    }

    private void Run()
    {
        // Queries run beside each other: one thread each is the best use of the cores, and no team outlives its query.
        FaissRuntime.SetThreads(1);
        while (_work.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_work.Reader.TryRead(out var action))
                action();
        }
    }
}
