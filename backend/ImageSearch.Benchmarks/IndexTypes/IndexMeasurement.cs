using ImageSearch.Engine.Pictures;
using ImageSearch.Faiss;

namespace ImageSearch.Benchmarks.IndexTypes;

/// <summary>Builds one kind of index after another over the same vectors and runs the same queries on each.</summary>
internal sealed class IndexMeasurement(float[] vectors, int rows)
{
    private const int Dimension = ClusteredVectors.Dimension;
    private const int K = 10;
    private const int Chunk = 5000;

    private readonly int _queries = (vectors.Length / Dimension) - rows;
    private readonly Dictionary<FaissMetric, long[]> _truth = [];

    /// <summary>One line of figures; for inverted lists a second one with four times the probes.</summary>
    public IEnumerable<IndexFigures> Measure(string factory, FaissMetric metric)
    {
        using var index = FaissIndex.Create(Dimension, factory, metric);
        var before = Resident();
        var start = TimeProvider.System.GetTimestamp();
        if (index.Type.NeedsTraining)
            index.Train(vectors.AsSpan(0, Math.Min(rows, index.Type.RecommendedTrainingVectors) * Dimension));
        var training = TimeProvider.System.GetElapsedTime(start);

        start = TimeProvider.System.GetTimestamp();
        for (var first = 0; first < rows; first += Chunk)
        {
            var count = Math.Min(Chunk, rows - first);
            long[] ids = [.. Enumerable.Range(first, count).Select(id => (long)id)];
            index.Add(ids, vectors.AsSpan(first * Dimension, count * Dimension));
        }
        var adding = TimeProvider.System.GetElapsedTime(start);
        var resident = Resident() - before;

        var size = FileSize(index);
        yield return Figures();
        if (index.Type.Lists == 0)
            yield break;
        index.Probes *= 4;
        yield return Figures();

        IndexFigures Figures()
        {
            var (found, milliseconds) = Ask(index);
            if (index.Type.IsExact)
                _truth[metric] = found;
            return new IndexFigures(NameOf(index), Recall(found, _truth[metric]), milliseconds, size, resident, training, adding);
        }
    }

    private static string NameOf(FaissIndex index)
    {
        var metric = index.Metric == FaissMetric.InnerProduct ? "" : $", {index.Metric}";
        var probes = index.Type.Lists > 0 ? $", {index.Probes} lists visited" : "";
        return $"{index.Type.Factory}{metric}{probes}";
    }

    private (long[] Found, double Median) Ask(FaissIndex index)
    {
        var found = new long[_queries * K];
        var scores = new float[K];
        var times = new double[_queries];
        for (var query = 0; query < _queries; query++)
        {
            var start = TimeProvider.System.GetTimestamp();
            index.Search(vectors.AsSpan((rows + query) * Dimension, Dimension), 1, K, found.AsSpan(query * K, K), scores);
            times[query] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        }
        return (found, times.Order().ElementAt(_queries / 2));
    }

    private double Recall(long[] found, long[] truth) =>
        Enumerable.Range(0, _queries).Average(query => (double)Row(found, query).Intersect(Row(truth, query)).Count() / K);

    private static long[] Row(long[] ids, int query) => ids[(query * K)..((query + 1) * K)];

    private static long FileSize(FaissIndex index)
    {
        var folder = Directory.CreateTempSubdirectory("imagesearch-bench-");
        try
        {
            var path = Path.Combine(folder.FullName, "index");
            index.Save(path);
            return new FileInfo(path).Length;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static long Resident()
    {
        GC.Collect();
        return Environment.WorkingSet;
    }
}
