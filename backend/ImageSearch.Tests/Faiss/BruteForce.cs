using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

/// <summary>The reference result: every score in double precision.</summary>
internal sealed class BruteForce(int dimension, FaissMetric metric = FaissMetric.InnerProduct)
{
    private readonly Dictionary<long, float[]> _vectors = [];

    public IReadOnlyCollection<long> Ids => _vectors.Keys;

    public float[] this[long id] => _vectors[id];

    public void Add(ReadOnlySpan<long> ids, ReadOnlySpan<float> vectors)
    {
        for (var row = 0; row < ids.Length; row++)
            _vectors.Add(ids[row], vectors.Slice(row * dimension, dimension).ToArray());
    }

    public bool Remove(long id) => _vectors.Remove(id);

    public double Score(ReadOnlySpan<float> query, long id)
    {
        var vector = _vectors[id];
        double product = 0, distance = 0, sum = 0;
        for (var i = 0; i < dimension; i++)
        {
            product += (double)query[i] * vector[i];
            distance += ((double)query[i] - vector[i]) * ((double)query[i] - vector[i]);
            sum += Math.Abs((double)query[i] - vector[i]);
        }
        return metric switch
        {
            FaissMetric.InnerProduct => product,
            FaissMetric.SquaredL2 => distance,
            _ => sum,
        };
    }

    /// <summary>The ids of the k best, best first; ties in no particular order.</summary>
    public long[] BestIds(float[] query, int k)
    {
        var scored = Ids.Select(id => (Id: id, Score: Score(query, id)));
        var sorted = metric == FaissMetric.InnerProduct ? scored.OrderByDescending(pair => pair.Score) : scored.OrderBy(pair => pair.Score);
        return [.. sorted.Take(k).Select(pair => pair.Id)];
    }

    /// <summary>The k best scores, best first.</summary>
    public double[] BestScores(float[] query, int k, HashSet<long>? allowed = null)
    {
        var scores = Ids.Where(id => allowed?.Contains(id) ?? true).Select(id => Score(query, id));
        var sorted = metric == FaissMetric.InnerProduct ? scores.OrderDescending() : scores.Order();
        return [.. sorted.Take(k)];
    }
}
