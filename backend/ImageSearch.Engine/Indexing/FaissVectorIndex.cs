using ImageSearch.Faiss;

namespace ImageSearch.Engine.Indexing;

/// <summary>An <see cref="IVectorIndex"/> kept and searched by FAISS: IndexIDMap2 over IndexFlatIP.</summary>
internal sealed class FaissVectorIndex : IVectorIndex
{
    private readonly FaissIndex _index;
    private readonly FaissThreads _threads;
    private readonly ReaderWriterLockSlim _lock = new();
    private long _count;

    private FaissVectorIndex(FaissIndex index, int threads)
    {
        _index = index;
        _count = index.Count;
        _threads = new FaissThreads(threads);
    }

    public int Dimension => _index.Dimension;

    // Asked by threads that must not wait until a snapshot is written.
    public long Count => Interlocked.Read(ref _count);

    /// <param name="threads">Searches at once, at least 1.</param>
    public static FaissVectorIndex Create(int dimension, int threads) => new(FaissIndex.Create(dimension), threads);

    /// <exception cref="FaissException">Not an index, or damaged.</exception>
    public static FaissVectorIndex Load(string path, int threads) => new(FaissIndex.Load(path), threads);

    public Task PutAsync(IReadOnlyList<EmbeddedVector> vectors, CancellationToken cancellationToken)
    {
        if (vectors.Count == 0)
            return Task.CompletedTask;
        // The last one wins where an id comes twice.
        var latest = vectors.GroupBy(vector => vector.ImageId).Select(group => group.Last()).ToList();
        var ids = latest.Select(vector => vector.ImageId).ToArray();
        var data = new float[ids.Length * Dimension];
        for (var i = 0; i < ids.Length; i++)
        {
            if (latest[i].Vector.Length != Dimension)
                throw new ArgumentException($"A vector of this space has {Dimension} numbers, not {latest[i].Vector.Length}.", nameof(vectors));
            latest[i].Vector.CopyTo(data, i * Dimension);
        }

        return RunAsync(
            write: true,
            () =>
            {
                var known = ids.Where(_index.Contains).ToArray();
                if (known.Length > 0)
                    _index.Remove(known);
                _index.Add(ids, data);
                return ids.Length;
            },
            cancellationToken);
    }

    public Task RemoveAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? Task.CompletedTask : RunAsync(write: true, () => _index.Remove(ids.ToArray()), cancellationToken);

    public Task<IReadOnlyList<Neighbour>> SearchAsync(float[] query, int k, long[]? among, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<Neighbour>>(
            write: false,
            () =>
            {
                using var filter = among is null ? null : FaissFilter.Create(among);
                var ids = new long[k];
                var scores = new float[k];
                var found = _index.Search(query, 1, k, ids, scores, filter);
                return Enumerable.Range(0, found).Where(i => ids[i] >= 0).Select(i => new Neighbour(ids[i], scores[i])).ToList();
            },
            cancellationToken);

    public Task<long> CountAsync(float[] query, float minCosine, long[]? among, CancellationToken cancellationToken) => RunAsync(
        write: false,
        () =>
        {
            using var filter = among is null ? null : FaissFilter.Create(among);
            return _index.CountAbove(query, minCosine, filter);
        },
        cancellationToken);

    public Task<float[]?> FindAsync(long id, CancellationToken cancellationToken) => RunAsync(
        write: false,
        () =>
        {
            var vector = new float[Dimension];
            return _index.TryReconstruct(id, vector) ? vector : null;
        },
        cancellationToken);

    public Task<long[]> IdsAsync(CancellationToken cancellationToken) => RunAsync(write: false, _index.GetIds, cancellationToken);

    public Task<long> SaveAsync(string path, CancellationToken cancellationToken) => RunAsync(
        write: false,
        () =>
        {
            _index.Save(path);
            return _index.Count;
        },
        cancellationToken);

    public void Dispose()
    {
        _threads.Dispose();
        _index.Dispose();
        _lock.Dispose();
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
                Interlocked.Exchange(ref _count, _index.Count);
            if (write)
                _lock.ExitWriteLock();
            else
                _lock.ExitReadLock();
        }
    }
}
