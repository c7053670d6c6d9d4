using System.Numerics.Tensors;
using ImageSearch.Faiss;

namespace ImageSearch.Engine.Indexing;

/// <content>Questions.</content>
internal sealed partial class FaissVectorIndex
{
    private const int AutomaticShare = 16;
    private const int AutomaticBreadth = 64;

    // Rows fetched beyond those asked for where some are dead: mostly enough at the first try.
    private const int Spare = 32;

    public Task<IReadOnlyList<Neighbour>> SearchAsync(float[] query, int k, long[]? among, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<Neighbour>>(
            write: false,
            () =>
            {
                using var filter = FilterOf(among);
                if (filter is not null || _buried.Count == 0)
                    return Search(query, k, filter, cancellationToken);
                var near = Search(query, k + Math.Min(_buried.Count, k + Spare), null, cancellationToken);
                if (near.Count >= k)
                    return near[..k];
                // Most of the nearest are dead, and others may lie where no link leads: every living vector is compared instead.
                using var living = FaissFilter.Create(_index.GetIds().Where(row => !_buried.IsDead(row)).ToArray());
                return Search(query, k, living, cancellationToken);
            },
            cancellationToken);

    public Task<long> CountAsync(float[] query, float minCosine, long[]? among, CancellationToken cancellationToken) => RunAsync(
        write: false,
        () =>
        {
            if (_index.Metric != FaissMetric.InnerProduct)
                return CountEach(query, minCosine, among ?? _index.GetIds().Where(row => !_buried.IsDead(row)).Select(BuriedRows.IdOf), cancellationToken);
            using var filter = FilterOf(among);
            var count = _index.CountAbove(query, minCosine, filter);
            if (among is not null || _buried.Count == 0)
                return count;
            using var dead = FaissFilter.Create(_buried.Dead);
            return count - _index.CountAbove(query, minCosine, dead);
        },
        cancellationToken);

    public Task<float[]?> FindAsync(long id, CancellationToken cancellationToken) => RunAsync(write: false, () => Read(id), cancellationToken);

    public Task<IReadOnlyList<EmbeddedVector>> FindManyAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<EmbeddedVector>>(
            write: false,
            () => ids.Select(id => (Id: id, Vector: Read(id))).Where(found => found.Vector is not null)
                .Select(found => new EmbeddedVector(found.Id, found.Vector!)).ToList(),
            cancellationToken);

    private List<Neighbour> Search(float[] query, int k, FaissFilter? filter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rows = new long[k];
        var scores = new float[k];
        var found = _index.Search(query, 1, k, rows, scores, filter);
        return Enumerable.Range(0, found).Where(i => rows[i] >= 0 && !_buried.IsDead(rows[i]))
            .Select(i => new Neighbour(BuriedRows.IdOf(rows[i]), CosineOf(query, rows[i], scores[i]))).ToList();
    }

    // Distances say how near in their own way; the cosine comes from the vector itself.
    private float CosineOf(float[] query, long row, float score)
    {
        if (_index.Metric == FaissMetric.InnerProduct)
            return score;
        var vector = new float[Dimension];
        return _index.TryReconstruct(row, vector) ? TensorPrimitives.Dot<float>(query, vector) : 0;
    }

    private long CountEach(float[] query, float minCosine, IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        var vector = new float[Dimension];
        var count = 0L;
        foreach (var row in ids.Select(_buried.RowOf).Where(row => !_buried.IsDead(row)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_index.TryReconstruct(row, vector) && TensorPrimitives.Dot<float>(query, vector) >= minCosine)
                count++;
        }

        return count;
    }

    private float[]? Read(long id)
    {
        var (row, vector) = (_buried.RowOf(id), new float[Dimension]);
        if (_buried.IsDead(row) || !_index.TryReconstruct(row, vector))
            return null;
        if (!_index.Type.IsLossless && TensorPrimitives.Norm<float>(vector) is > 0 and var length)
            TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }

    private FaissFilter? FilterOf(long[]? among) => among is null ? null : FaissFilter.Create(
        _buried.Count == 0 ? among : among.Select(_buried.RowOf).Where(row => !_buried.IsDead(row)).ToArray());
}
