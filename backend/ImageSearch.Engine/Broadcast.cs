namespace ImageSearch.Engine;

/// <summary>
/// Tells any number of listeners the latest state of something. A listener that reads too slowly gets the newest values that it has not
/// read yet, never more than <c>Backlog</c>.
/// </summary>
public sealed class Broadcast<T>
{
    private const int Backlog = 64;

    private readonly Lock _lock = new();
    private readonly HashSet<BroadcastListener<T>> _listeners = [];
    private bool _completed;

    /// <summary>Number of listeners that have not been disposed.</summary>
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
    /// Receives everything that is published after this call (not only after the first read), until <see cref="Complete"/> or cancellation.
    /// The caller disposes the listener.
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
