using System.Numerics.Tensors;
using ImageSearch.Engine.Indexing;
using ImageSearch.Faiss;

namespace ImageSearch.Engine.Local.Indexes;

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
                cancellationToken.ThrowIfCancellationRequested();
                var found = NearestWithin(query, k, among);
                if (_beside is not null)
                    found = Merge(found, NearestBeside(_beside, query, k, among), k);
                return found.Select(row => new Neighbour(BuriedRows.IdOf(row.Row), CosineOf(query, row))).ToList();
            },
            cancellationToken);

    public Task<long> CountAsync(float[] query, float minCosine, long[]? among, CancellationToken cancellationToken) => RunAsync(
        write: false,
        () =>
        {
            if (_index.Metric != FaissMetric.InnerProduct)
                return CountEach(query, minCosine, among ?? Ids(), cancellationToken);
            using var filter = FilterOf(among);
            var count = _index.CountAbove(query, minCosine, filter);
            if (_beside is null)
                return count;
            using var same = among is null ? null : FaissFilter.Create(among);
            return count + _beside.CountAbove(query, minCosine, same);
        },
        cancellationToken);

    public Task<float[]?> FindAsync(long id, CancellationToken cancellationToken) => RunAsync(write: false, () => Read(id), cancellationToken);

    public Task<IReadOnlyList<EmbeddedVector>> FindManyAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<EmbeddedVector>>(
            write: false,
            () => ids.Select(id => (Id: id, Vector: Read(id))).Where(found => found.Vector is not null)
                .Select(found => new EmbeddedVector(found.Id, found.Vector!)).ToList(),
            cancellationToken);

    private static List<ScoredRow> Nearest(FaissIndex index, float[] query, int k, FaissFilter? filter)
    {
        var rows = new long[k];
        var scores = new float[k];
        index.Search(query, 1, k, rows, scores, filter);
        return rows.Zip(scores, (row, score) => new ScoredRow(row, score)).Where(found => found.Row >= 0).ToList();
    }

    private static List<ScoredRow> NearestBeside(FaissIndex beside, float[] query, int k, long[]? among)
    {
        using var filter = among is null ? null : FaissFilter.Create(among);
        return Nearest(beside, query, k, filter);
    }

    private List<ScoredRow> NearestWithin(float[] query, int k, long[]? among)
    {
        if (among is null && _index.Type.Links > 0 && _buried.Count > 0)
        {
            var near = Nearest(_index, query, k + Math.Min(_buried.Count, k + Spare), null);
            near.RemoveAll(found => _buried.IsDead(found.Row));
            if (near.Count >= k)
                return near[..k];
            // Most of the nearest are dead, and others may lie where no link leads: within a filter every vector is compared instead.
        }

        using var filter = FilterOf(among);
        return Nearest(_index, query, k, filter);
    }

    private List<ScoredRow> Merge(List<ScoredRow> some, List<ScoredRow> others, int k)
    {
        var all = some.Concat(others);
        return (_index.Metric == FaissMetric.InnerProduct ? all.OrderByDescending(found => found.Score) : all.OrderBy(found => found.Score)).Take(k)
            .ToList();
    }

    // Distances say how near in their own way; the cosine comes from the vector itself.
    private float CosineOf(float[] query, ScoredRow found)
    {
        if (_index.Metric == FaissMetric.InnerProduct)
            return found.Score;
        var vector = new float[Dimension];
        return TryReconstruct(BuriedRows.IdOf(found.Row), vector) ? TensorPrimitives.Dot<float>(query, vector) : 0;
    }

    private long CountEach(float[] query, float minCosine, long[] ids, CancellationToken cancellationToken)
    {
        var vector = new float[Dimension];
        var count = 0L;
        foreach (var id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryReconstruct(id, vector) && TensorPrimitives.Dot<float>(query, vector) >= minCosine)
                count++;
        }

        return count;
    }

    private float[]? Read(long id)
    {
        var vector = new float[Dimension];
        if (!TryReconstruct(id, vector))
            return null;
        if (!_index.Type.IsLossless && TensorPrimitives.Norm<float>(vector) is > 0 and var length)
            TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }

    private bool TryReconstruct(long id, float[] vector)
    {
        var row = _buried.RowOf(id);
        return _beside?.TryReconstruct(id, vector) == true || (!_buried.IsDead(row) && _index.TryReconstruct(row, vector));
    }

    private long[] Ids()
    {
        if (_buried.Count == 0 && _beside is null)
            return _index.GetIds();
        return _index.GetIds().Where(row => !_buried.IsDead(row)).Select(BuriedRows.IdOf).Concat(_beside?.GetIds() ?? []).ToArray();
    }

    // Null lets everything through.
    private FaissFilter? FilterOf(long[]? among)
    {
        if (among is null)
            return _buried.Count == 0 ? null : FaissFilter.Except(_buried.Dead);
        return FaissFilter.Create(_buried.Count == 0 ? among : among.Select(_buried.RowOf).Where(row => !_buried.IsDead(row)).ToArray());
    }

    private readonly record struct ScoredRow(long Row, float Score);
}
