using System.Threading.Channels;

namespace ImageSearch.Engine;

/// <summary>
/// Tells any number of listeners the latest state of something. A listener that is slower than the news gets the newest of what it has
/// not heard, never a backlog beyond <c>Backlog</c>.
/// </summary>
public sealed class Broadcast<T>
{
    private const int Backlog = 64;

    private readonly Lock _lock = new();
    private readonly List<Channel<T>> _listeners = [];
    private bool _completed;

    public void Publish(T item)
    {
        lock (_lock)
        {
            foreach (var listener in _listeners)
                listener.Writer.TryWrite(item);
        }
    }

    /// <summary>Ends every stream.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            foreach (var listener in _listeners)
                listener.Writer.TryComplete();
        }
    }

    /// <summary>
    /// What is published from this call on (not from the first read on), until <see cref="Complete"/> or cancellation. Reading to the
    /// end lets go of the broadcast, and so does disposing: whoever may leave before the first read disposes.
    /// </summary>
    public Listener Listen(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            if (_completed)
                channel.Writer.TryComplete();
            else
                _listeners.Add(channel);
        }

        return new Listener(this, channel, cancellationToken);
    }

    /// <summary>Who listens at the moment.</summary>
    internal int ListenerCount
    {
        get
        {
            lock (_lock)
                return _listeners.Count;
        }
    }

    private void Leave(Channel<T> channel)
    {
        lock (_lock)
            _listeners.Remove(channel);
    }

    /// <summary>One listener's share of the news, to be read once.</summary>
    public sealed class Listener : IAsyncEnumerable<T>, IDisposable
    {
        private readonly Broadcast<T> _broadcast;
        private readonly Channel<T> _channel;
        private readonly CancellationToken _cancellationToken;

        internal Listener(Broadcast<T> broadcast, Channel<T> channel, CancellationToken cancellationToken)
        {
            _broadcast = broadcast;
            _channel = channel;
            _cancellationToken = cancellationToken;
        }

        public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken);
            try
            {
                await foreach (var item in _channel.Reader.ReadAllAsync(either.Token).ConfigureAwait(false))
                    yield return item;
            }
            finally
            {
                Dispose();
            }
        }

        public void Dispose() => _broadcast.Leave(_channel);
    }
}
