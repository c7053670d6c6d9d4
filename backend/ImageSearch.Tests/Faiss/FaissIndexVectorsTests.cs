using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

[NoFaissLeaks]
public sealed class FaissIndexVectorsTests
{
    [Test]
    public void Create_Defaults_IsAnEmptyInnerProductIndex()
    {
        using var index = FaissIndex.Create(5);

        Assert.That(index.Dimension, Is.EqualTo(5));
        Assert.That(index.Metric, Is.EqualTo(FaissMetric.InnerProduct));
        Assert.That(index.Count, Is.Zero);
        Assert.That(index.IsTrained, Is.True);
        Assert.That(index.GetIds(), Is.Empty);
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(65_537)]
    [TestCase(int.MinValue)]
    public void Create_DimensionOutOfRange_IsRefused(int dimension) =>
        Assert.That(() => FaissIndex.Create(dimension), Fails.With(FaissError.InvalidArgument, "dimension"));

    [Test]
    public void Create_UnknownMetric_IsRefused() =>
        Assert.That(() => FaissIndex.Create(2, metric: (FaissMetric)7), Fails.With(FaissError.InvalidArgument, "metric"));

    [TestCase("")]
    [TestCase("flat")]
    [TestCase("Flat\n")]
    [TestCase("PQ8")]
    [TestCase("IVF4,PQ8")]
    [TestCase("SQ4")]
    [TestCase("SQ8,Flat")]
    [TestCase("HNSW32,PQ8")]
    [TestCase("IVF4,HNSW32")]
    [TestCase("PCA4,Flat")]
    [TestCase("HNSW1")]
    [TestCase("HNSW513")]
    [TestCase("IVF0,Flat")]
    [TestCase("IVF1000000,Flat")]
    [TestCase("IDMap2,Flat")]
    [TestCase("OPQ4,Flat")]
    public void Create_FactoryOutsideTheSupportedPart_IsRefused(string factory) =>
        Assert.That(() => FaissIndex.Create(8, factory), Throws.ArgumentException.With.Message.Contains("HNSW<links>"));

    [TestCase("Flat")]
    [TestCase("HNSW2")]
    [TestCase("HNSW512")]
    [TestCase("HNSW32,Flat")]
    public void Create_SupportedFactory_TakesVectorsAtOnce(string factory)
    {
        using var index = FaissIndex.Create(2, factory);

        index.Add([4], [1, 0]);

        Assert.That(index.Contains(4), Is.True);
    }

    [Test]
    public void Add_TakenId_RefusesTheWholeCall()
    {
        using var index = FaissIndex.Create(2);
        index.Add([1, 2], [1, 0, 0, 1]);

        Assert.That(() => index.Add([3, 2, 4], [1, 1, 1, 1, 1, 1]), Fails.With(FaissError.InvalidArgument, "The id 2 "));

        Assert.That(index.GetIds(), Is.EqualTo(new long[] { 1, 2 }));
        Assert.That(index.Contains(3), Is.False);
        index.Add([3], [1, 1]);
        Assert.That(index.Count, Is.EqualTo(3));
    }

    [Test]
    public void Add_SameIdTwiceInOneCall_RefusesTheWholeCall()
    {
        using var index = FaissIndex.Create(1);

        Assert.That(() => index.Add([7, 8, 7], [1, 2, 3]), Fails.With(FaissError.InvalidArgument, "The id 7 "));

        Assert.That(index.Count, Is.Zero);
        Assert.That(index.Contains(7), Is.False);
    }

    [Test]
    public void Add_NegativeId_IsRefused()
    {
        using var index = FaissIndex.Create(1);

        Assert.That(() => index.Add([0, -1], [1, 2]), Fails.With(FaissError.InvalidArgument, "negative"));

        Assert.That(index.Contains(0), Is.False);
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    [TestCase(float.NegativeInfinity)]
    [TestCase(-1e16f)]
    public void Add_ValueThatCannotBeScored_IsRefused(float value)
    {
        using var index = FaissIndex.Create(2);

        Assert.That(() => index.Add([1, 2], [1, 0, 0, value]), Fails.With(FaissError.InvalidArgument, "NaN"));

        Assert.That(index.Count, Is.Zero);
    }

    [Test]
    public void Add_LengthsThatDoNotFit_AreRefused()
    {
        using var index = FaissIndex.Create(2);

        Assert.That(() => index.Add([1, 2], [1, 2, 3]), Throws.ArgumentException);
        Assert.That(() => index.Add([], [1, 2]), Throws.ArgumentException);
        index.Add([], []);
        Assert.That(index.Count, Is.Zero);
    }

    [Test]
    public void Remove_RowsInTheMiddle_LeavesEveryOtherVectorUnderItsId()
    {
        using var index = FaissIndex.Create(1);
        index.Add([10, 20, 30, 40, 50], [1, 2, 3, 4, 5]);

        var removed = index.Remove([20, 40, 20, 999]);

        Assert.That(removed, Is.EqualTo(2));
        Assert.That(index.GetIds(), Is.EquivalentTo(new long[] { 10, 30, 50 }));
        var vector = new float[1];
        foreach (var (id, value) in new[] { (10, 1f), (30, 3f), (50, 5f) })
        {
            Assert.That(index.TryReconstruct(id, vector), Is.True);
            Assert.That(vector[0], Is.EqualTo(value));
        }
        index.Add([20], [6]);
        Assert.That(index.TryReconstruct(20, vector) ? vector[0] : 0, Is.EqualTo(6));
    }

    [Test]
    public void Remove_UnknownIdsOnly_RemovesNothing()
    {
        using var index = FaissIndex.Create(1);
        index.Add([1], [1]);

        Assert.That(index.Remove([2, -1, long.MinValue]), Is.Zero);
        Assert.That(index.Remove([]), Is.Zero);
        Assert.That(index.Count, Is.EqualTo(1));
    }

    [Test]
    public void TryReconstruct_UnknownId_LeavesTheSpanAlone()
    {
        using var index = FaissIndex.Create(2);
        index.Add([1], [1, 2]);
        var vector = new float[] { 8, 9 };

        Assert.That(index.TryReconstruct(2, vector), Is.False);
        Assert.That(vector, Is.EqualTo(new float[] { 8, 9 }));
        Assert.That(() => index.TryReconstruct(1, new float[3]), Throws.ArgumentException);
    }

    [Test]
    public void AnyMember_AfterDispose_ThrowsObjectDisposed()
    {
        var index = FaissIndex.Create(2);
        index.Dispose();
        index.Dispose();

        Assert.That(() => index.Count, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => index.Add([1], [1, 2]), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => index.CountAbove([1, 2], 0), Throws.TypeOf<ObjectDisposedException>());
    }
}
