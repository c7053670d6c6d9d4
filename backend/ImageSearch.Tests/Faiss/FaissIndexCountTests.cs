using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

[NoFaissLeaks]
public sealed class FaissIndexCountTests
{
    private const int Dimension = 40;
    private const int Count = 500;

    // The bound is the exact score of a found neighbour, so that a difference of one bit would be detected.
    [Test]
    public void CountAbove_BoundAtEachRank_CountsWhatSearchFinds([Values("Flat", "HNSW8")] string factory, [Values] bool filtered)
    {
        using var index = Build(factory);
        using var filter = filtered ? FaissFilter.Create(Vectors.DenseIds(Count / 3)) : null;
        using var exact = FaissIndex.Create(Dimension);
        exact.Add(Vectors.DenseIds(Count), Vectors.Unit(1, Count, Dimension));
        var query = Vectors.Unit(2, 1, Dimension);
        var ids = new long[Count];
        var scores = new float[Count];
        var found = exact.Search(query, 1, Count, ids, scores, filter);

        for (var rank = 0; rank < found; rank++)
        {
            Assert.That(
                index.CountAbove(query, scores[rank], filter), Is.EqualTo(scores.Take(found).Count(score => score >= scores[rank])));
        }
    }

    [Test]
    public void CountAbove_BeyondEveryScore_CountsAllOrNone()
    {
        using var index = Build("Flat");
        var query = Vectors.Unit(2, 1, Dimension);

        Assert.That(index.CountAbove(query, float.NegativeInfinity), Is.EqualTo(Count));
        Assert.That(index.CountAbove(query, -2), Is.EqualTo(Count));
        Assert.That(index.CountAbove(query, 2), Is.Zero);
        Assert.That(index.CountAbove(query, float.PositiveInfinity), Is.Zero);
    }

    [Test]
    public void CountAbove_ManyVectorsOnSeveralThreads_CountsEachOnce()
    {
        const int dimension = 1024, count = 3000;
        using var index = FaissIndex.Create(dimension);
        index.Add(Vectors.DenseIds(count), Vectors.Unit(3, count, dimension));

        Assert.That(index.CountAbove(Vectors.Unit(4, 1, dimension), -2), Is.EqualTo(count));
    }

    [Test]
    public void CountAbove_Lists_CountsWhatSearchFinds([Values] bool filtered)
    {
        using var index = FaissIndex.Create(Dimension, "IVF4,Flat");
        var vectors = Vectors.Unit(1, Count, Dimension);
        index.Train(vectors);
        index.Add(Vectors.DenseIds(Count), vectors);
        using var filter = filtered ? FaissFilter.Create(Vectors.DenseIds(Count / 3)) : null;
        var query = Vectors.Unit(2, 1, Dimension);
        var ids = new long[Count];
        var scores = new float[Count];
        var found = index.Search(query, 1, Count, ids, scores, filter);

        Assert.That(found, Is.InRange(1, Count - 1));
        for (var rank = 0; rank < found; rank++)
        {
            Assert.That(
                index.CountAbove(query, scores[rank], filter), Is.EqualTo(scores.Take(found).Count(score => score >= scores[rank])));
        }
    }

    [Test]
    public void CountAbove_EmptyIndex_IsZero()
    {
        using var index = FaissIndex.Create(1);

        Assert.That(index.CountAbove([1], -9), Is.Zero);
    }

    [Test]
    public void CountAbove_NaNOrWrongLengthOrL2_IsRefused()
    {
        using var index = FaissIndex.Create(1);
        using var distances = FaissIndex.Create(1, metric: FaissMetric.SquaredL2);

        Assert.That(() => index.CountAbove([1], float.NaN), Fails.With(FaissError.InvalidArgument, "number"));
        Assert.That(() => index.CountAbove([float.NaN], 0), Fails.With(FaissError.InvalidArgument, "NaN"));
        Assert.That(() => index.CountAbove([1, 2], 0), Throws.ArgumentException);
        Assert.That(() => distances.CountAbove([1], 0), Fails.With(FaissError.InvalidArgument, "inner product"));
    }

    private static FaissIndex Build(string factory)
    {
        var index = FaissIndex.Create(Dimension, factory);
        index.Add(Vectors.DenseIds(Count), Vectors.Unit(1, Count, Dimension));
        return index;
    }
}
