using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

/// <summary>Every kind of index, for vectors of <see cref="Dimension"/> numbers.</summary>
internal static class IndexKinds
{
    public const int Dimension = 32;

    public const int Clusters = 40;

    /// <summary>A factory string, and the share of the ten true neighbours that a search must find on clustered vectors.</summary>
    private static readonly (string Factory, double Recall)[] All =
    [
        ("Flat", 1),
        ("SQfp16", 0.98),
        ("SQ8", 0.95),
        ("HNSW16", 0.97),
        ("HNSW16,SQ8", 0.93),
        ("HNSW16,SQfp16", 0.95),
        ("IVF16,Flat", 0.9),
        ("IVF16,SQ8", 0.88),
        ("IVF16,SQfp16", 0.9),
    ];

    public static IEnumerable<object[]> WithRecall =>
        from kind in All
        from metric in Enum.GetValues<FaissMetric>()
        where FaissIndexType.Parse(kind.Factory).Supports(metric)
        select new object[] { kind.Factory, metric, kind.Recall };

    public static IEnumerable<object[]> WithMetric => WithRecall.Select(kind => kind[..2]);

    public static IEnumerable<string> ThatRemove =>
        All.Select(kind => kind.Factory).Where(factory => FaissIndexType.Parse(factory).CanRemove);

    public static float[] Rows(int count) => Vectors.Clustered(21, count, Dimension, Clusters);

    /// <summary>Vectors of the same clusters that are not in the index.</summary>
    public static float[] Queries(int rows, int count) => Rows(rows + count)[(rows * Dimension)..];

    /// <summary>An index, trained on all the rows, that holds them under the ids 0, 1, 2, ... and searches half of its lists.</summary>
    public static FaissIndex Build(string factory, FaissMetric metric, float[] rows)
    {
        var index = FaissIndex.Create(Dimension, factory, metric);
        index.Train(rows);
        index.Add(Vectors.DenseIds(rows.Length / Dimension), rows);
        if (index.Type.Lists > 0)
            index.Probes = index.Type.Lists / 2;
        return index;
    }
}
