using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

[NoFaissLeaks]
public sealed class ApproximateIndexTests
{
    private const int Dimension = 16;
    private const int Count = 1000;

    private static readonly float[] Rows = Vectors.Unit(11, Count, Dimension);

    [Test]
    public void Search_Graph_FindsEveryVectorByItself([Values] FaissMetric metric)
    {
        using var index = FaissIndex.Create(Dimension, "HNSW32", metric);
        index.Add(Vectors.DenseIds(Count), Rows);

        Assert.That(FoundByThemselves(index), Is.GreaterThan(Count * 0.98));
    }

    [Test]
    public void Search_Lists_FindsEveryVectorByItself()
    {
        using var index = FaissIndex.Create(Dimension, "IVF16,Flat");
        Assert.That(index.IsTrained, Is.False);
        Assert.That(() => index.Add([1], Rows.AsSpan(0, Dimension)), Fails.With(FaissError.InvalidArgument, "trained"));

        index.Train(Rows);
        index.Add(Vectors.DenseIds(Count), Rows);

        Assert.That(index.IsTrained, Is.True);
        Assert.That(FoundByThemselves(index), Is.EqualTo(Count));
    }

    [Test]
    public void Search_ListsWithinAFilter_FindsNoOtherIds()
    {
        using var index = FaissIndex.Create(Dimension, "IVF4,Flat");
        index.Train(Rows);
        index.Add(Vectors.DenseIds(Count), Rows);
        using var filter = FaissFilter.Create([1, 500, 999]);
        var ids = new long[10];

        var found = index.Search(Rows.AsSpan(500 * Dimension, Dimension), 1, 10, ids, new float[10], filter);

        Assert.That(found, Is.InRange(1, 3));
        Assert.That(ids[0], Is.EqualTo(500));
        Assert.That(ids.Take(found), Is.SubsetOf(new long[] { 1, 500, 999 }));
    }

    [Test]
    public void TryReconstruct_Lists_GivesTheVectorBack()
    {
        using var index = FaissIndex.Create(Dimension, "IVF4,Flat");
        index.Train(Rows);
        index.Add(Vectors.DenseIds(Count), Rows);
        var vector = new float[Dimension];

        Assert.That(index.TryReconstruct(77, vector), Is.True);
        Assert.That(vector, Is.EqualTo(Rows[(77 * Dimension)..(78 * Dimension)]));
    }

    [Test]
    public void Train_TooFewVectorsOrNoneOrNaN_IsRefused()
    {
        using var index = FaissIndex.Create(Dimension, "IVF16,Flat");

        Assert.That(() => index.Train(Rows.AsSpan(0, 3 * Dimension)), Fails.With(FaissError.InvalidArgument, "at least 16 training vectors"));
        Assert.That(() => index.Train([]), Fails.With(FaissError.InvalidArgument, "needs vectors"));
        Assert.That(() => index.Train(new float[Dimension + 1]), Throws.ArgumentException);
        Assert.That(
            () => index.Train(Enumerable.Repeat(float.NaN, 16 * Dimension).ToArray()), Fails.With(FaissError.InvalidArgument, "NaN"));
    }

    [Test]
    public void Train_IndexWithVectors_IsRefused()
    {
        using var index = FaissIndex.Create(Dimension, "IVF4,Flat");
        index.Train(Rows);
        index.Add([1], Rows.AsSpan(0, Dimension));

        Assert.That(() => index.Train(Rows), Fails.With(FaissError.InvalidArgument, "before adding"));
    }

    [TestCase("HNSW8")]
    [TestCase("HNSW8,SQ8")]
    public void Remove_Graph_IsRefusedAndHarmless(string factory)
    {
        using var index = FaissIndex.Create(Dimension, factory);
        index.Train(Rows);
        index.Add(Vectors.DenseIds(Count), Rows);

        Assert.That(() => index.Remove([5]), Fails.With(FaissError.InvalidArgument, "flat"));

        Assert.That(index.Count, Is.EqualTo(Count));
        Assert.That(index.Contains(5), Is.True);
    }

    private static int FoundByThemselves(FaissIndex index)
    {
        var ids = new long[Count];
        index.Search(Rows, Count, 1, ids, new float[Count]);
        return ids.Where((id, row) => id == row).Count();
    }
}
