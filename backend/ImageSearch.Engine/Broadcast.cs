namespace ImageSearch.Engine;

/// <summary>
/// Tells any number of listeners the latest state of something. A listener that is slower than the news gets the newest of what it has
/// not heard, never a backlog beyond <c>Backlog</c>.
/// </summary>
public sealed class Broadcast<T>
{
    private const int Backlog = 64;

    private readonly Lock _lock = new();
    private readonly HashSet<BroadcastListener<T>> _listeners = [];
    private bool _completed;

    /// <summary>Listeners that have not been disposed.</summary>
    internal int ListenerCount
    {
        get
        {
            lock (_lock)
                return _listeners.Count;
        }
    }

    public void Publish(T item)
    {
        lock (_lock)
        {
            foreach (var listener in _listeners)
                listener.Tell(item);
        }
    }

    /// <summary>Ends every stream.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            foreach (var listener in _listeners)
                listener.Complete();
        }
    }

    /// <summary>
    /// What is published from this call on (not from the first read on), until <see cref="Complete"/> or cancellation. To be disposed.
    /// </summary>
    public BroadcastListener<T> Listen(CancellationToken cancellationToken)
    {
        var listener = new BroadcastListener<T>(Backlog, Leave, cancellationToken);
        lock (_lock)
        {
            if (_completed)
                listener.Complete();
            else
                _listeners.Add(listener);
        }

        return listener;
    }

    private void Leave(BroadcastListener<T> listener)
    {
        lock (_lock)
            _listeners.Remove(listener);
    }
}
