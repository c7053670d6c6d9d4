using ImageSearch.Engine.Indexing;
using ImageSearch.Faiss;

namespace ImageSearch.Engine.Local.Indexes;

/// <summary>An <see cref="IVectorIndex"/> kept and searched by FAISS: an IndexIDMap2 over an index of some kind.</summary>
internal sealed partial class FaissVectorIndex : IVectorIndex
{
    private readonly FaissIndex _index;
    private readonly BuriedRows _buried;
    private readonly FixedThreads _threads;
    private readonly ReaderWriterLockSlim _lock = new();
    private long _count;
    private long _deadCount;

    private FaissVectorIndex(FaissIndex index, int threads)
    {
        _index = index;
        _buried = index.Type.CanRemove ? new BuriedRows() : BuriedRows.Of(index.GetIds());
        _deadCount = _buried.Count;
        _count = index.Count - _deadCount;
        _threads = Threads(threads);
        _saver = Threads(1);
    }

    // Fixed for the life of the index: libgomp keeps a team for every thread that ever called it, and the pool's threads come and go.
    // Queries run beside each other: one thread each is the best use of the cores, and no team outlives its query.
    private static FixedThreads Threads(int count) => new(count, "faiss", () => FaissRuntime.SetThreads(1));

    public int Dimension => _index.Dimension;

    // Asked by threads that must not wait for a search.
    public long Count => Interlocked.Read(ref _count);

    public long DeadCount => Interlocked.Read(ref _deadCount);

    /// <param name="threads">Searches at once, at least 1.</param>
    /// <param name="kind">Null for an exact index by cosine.</param>
    public static FaissVectorIndex Create(int dimension, int threads, IndexKind? kind = null) => new(
        FaissIndex.Create(dimension, (kind ?? IndexKind.Default).Type, (kind ?? IndexKind.Default).FaissMetric), threads);

    /// <exception cref="FaissException">Not an index, or damaged.</exception>
    public static FaissVectorIndex Load(string path, int threads) => new(FaissIndex.Load(path), threads);

    public bool IsOf(IndexKind kind) => _index.Type.Factory == kind.Type && _index.Metric == kind.FaissMetric;

    /// <summary>Learns from a sample, before anything is put in.</summary>
    /// <param name="sample">Rows of <see cref="Dimension"/> numbers.</param>
    public Task TrainAsync(float[] sample, CancellationToken cancellationToken) => AloneAsync(
        () =>
        {
            _index.Train(sample);
            return true;
        },
        cancellationToken);

    /// <summary>How thoroughly searches look from here on.</summary>
    public Task TuneAsync(IndexTuning tuning, CancellationToken cancellationToken) => AloneAsync(
        () =>
        {
            if (_index.Type.Lists is > 0 and var lists)
                _index.Probes = tuning.Probes > 0 ? Math.Min(tuning.Probes, lists) : Math.Max(1, lists / AutomaticShare);
            if (_index.Type.Links > 0)
                _index.Breadth = tuning.Breadth > 0 ? tuning.Breadth : AutomaticBreadth;
            return true;
        },
        cancellationToken);

    public Task PutAsync(IReadOnlyList<EmbeddedVector> vectors, CancellationToken cancellationToken)
    {
        if (vectors.Count == 0)
            return Task.CompletedTask;
        // The last one wins where an id comes twice.
        var latest = vectors.GroupBy(vector => vector.ImageId).Select(group => group.Last()).ToList();
        if (latest.Find(vector => vector.Vector.Length != Dimension) is { } stranger)
            throw new ArgumentException($"A vector of this space has {Dimension} numbers, not {stranger.Vector.Length}.", nameof(vectors));
        return RunAsync(write: true, () => Put(latest), cancellationToken);
    }

    public Task RemoveAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? Task.CompletedTask : RunAsync(write: true, () => Remove(ids), cancellationToken);

    public Task<long[]> IdsAsync(CancellationToken cancellationToken) => RunAsync(write: false, Ids, cancellationToken);

    /// <summary>A save that is under way is waited for.</summary>
    public void Dispose()
    {
        _saver.Dispose();
        _threads.Dispose();
        _beside?.Dispose();
        _index.Dispose();
        _lock.Dispose();
    }

    private bool Put(List<EmbeddedVector> vectors)
    {
        // Embedding a picture again mostly gives the very same vector, and a row less is buried.
        if (!_index.Type.CanRemove)
            vectors.RemoveAll(vector => Read(vector.ImageId) is { } known && known.AsSpan().SequenceEqual(vector.Vector));
        if (vectors.Count == 0)
            return true;
        var ids = vectors.Select(vector => vector.ImageId).ToArray();
        var data = new float[ids.Length * Dimension];
        for (var i = 0; i < ids.Length; i++)
            vectors[i].Vector.CopyTo(data, i * Dimension);
        if (_saving)
            PutBeside(ids, data);
        else
            PutWithin(ids, data);
        return true;
    }

    private void PutWithin(long[] ids, float[] data)
    {
        if (_index.Type.CanRemove)
        {
            _index.Remove(ids);
            _buried.Forget(ids);
            _index.Add(ids, data);
        }
        else
        {
            _index.Add(ids.Select(id => _index.Contains(_buried.RowOf(id)) ? _buried.Replace(id) : id).ToArray(), data);
        }

        _beside?.Remove(ids);
    }

    private bool Remove(IReadOnlyCollection<long> ids)
    {
        var leaving = ids.ToArray();
        _beside?.Remove(leaving);
        if (_saving || !_index.Type.CanRemove)
        {
            Hide(leaving);
        }
        else
        {
            _index.Remove(leaving);
            _buried.Forget(leaving);
        }

        return true;
    }

    private void Hide(long[] ids)
    {
        foreach (var id in ids.Where(id => _index.Contains(_buried.RowOf(id))))
            _buried.Bury(id);
    }

    private Task<T> RunAsync<T>(bool write, Func<T> work, CancellationToken cancellationToken) =>
        _threads.RunAsync(() => Locked(write, work), cancellationToken);

    private T Locked<T>(bool write, Func<T> work)
    {
        if (write)
            _lock.EnterWriteLock();
        else
            _lock.EnterReadLock();
        try
        {
            return work();
        }
        finally
        {
            if (write)
                EndWriting();
            else
                _lock.ExitReadLock();
        }
    }

    private void EndWriting()
    {
        try
        {
            Interlocked.Exchange(ref _deadCount, _index.Type.CanRemove ? 0 : _buried.Count);
            Interlocked.Exchange(ref _count, _index.Count - _buried.Count + (_beside?.Count ?? 0));
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}
