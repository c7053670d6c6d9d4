namespace ImageSearch.Engine.Indexing;

/// <summary>Events a second over a sliding window of ten seconds.</summary>
internal sealed class RateMeter(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Queue<(long Timestamp, int Count)> _events = [];
    private long _count;
    private long _begin;

    /// <summary>Starts measuring from now.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _events.Clear();
            _count = 0;
            _begin = clock.GetTimestamp();
        }
    }

    public void Add(int count)
    {
        lock (_lock)
        {
            _events.Enqueue((clock.GetTimestamp(), count));
            _count += count;
        }
    }

    public double PerSecond
    {
        get
        {
            lock (_lock)
            {
                while (_events.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.Timestamp) > Window)
                {
                    _begin = oldest.Timestamp;
                    _count -= oldest.Count;
                    _events.Dequeue();
                }

                var seconds = clock.GetElapsedTime(_begin).TotalSeconds;
                return _count == 0 || seconds <= 0 ? 0 : _count / seconds;
            }
        }
    }
}
