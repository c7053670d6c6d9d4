using System.Runtime.CompilerServices;
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
    /// What is published from this call on (not from the first read on), until <see cref="Complete"/> or cancellation.
    /// </summary>
    public IAsyncEnumerable<T> Listen(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            if (_completed)
                channel.Writer.TryComplete();
            else
                _listeners.Add(channel);
        }

        return ReadAsync(channel, cancellationToken);
    }

    private async IAsyncEnumerable<T> ReadAsync(Channel<T> channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return item;
        }
        finally
        {
            lock (_lock)
                _listeners.Remove(channel);
        }
    }
}
