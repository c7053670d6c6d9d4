using ImageSearch.Faiss;

namespace ImageSearch.Benchmarks.IndexTypes;

/// <summary>What each kind of index finds, how fast, and at what cost; Flat in the same run says what there was to find.</summary>
internal static class IndexBenchmark
{
    private const int Queries = 50;

    // Flat comes first of its metric.
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

    /// <summary>Measures over so many vectors, one table for each number; answers the exit code.</summary>
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
