using ImageSearch.Faiss;

namespace ImageSearch.Benchmarks.IndexTypes;

/// <summary>Measures the recall, speed and cost of each kind of index; Flat in the same run gives the true neighbours.</summary>
internal static class IndexBenchmark
{
    private const int Queries = 50;

    // Flat comes first for its metric.
    private static readonly (string Factory, FaissMetric Metric)[] Kinds =
    [
        ("Flat", FaissMetric.InnerProduct),
        ("SQfp16", FaissMetric.InnerProduct),
        ("SQ8", FaissMetric.InnerProduct),
        ("HNSW32", FaissMetric.InnerProduct),
        ("IVF256,Flat", FaissMetric.InnerProduct),
        ("IVF256,SQ8", FaissMetric.InnerProduct),
        ("Flat", FaissMetric.L1),
    ];

    /// <summary>Measures with these numbers of vectors and prints one table for each; returns the exit code.</summary>
    public static int Run(IReadOnlyList<int> rows)
    {
        foreach (var count in rows)
        {
            Console.WriteLine($"making {count:N0} clustered vectors of {ClusteredVectors.Dimension} numbers");
            var measurement = new IndexMeasurement(ClusteredVectors.Make(count + Queries), count);
            Console.WriteLine(IndexFigures.Head(count));
            foreach (var figures in Kinds.SelectMany(kind => measurement.Measure(kind.Factory, kind.Metric)))
                Console.WriteLine(figures.ToRow());
        }
        return 0;
    }
}
