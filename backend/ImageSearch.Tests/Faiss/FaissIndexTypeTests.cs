using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

[NoFaissLeaks]
public sealed class FaissIndexTypeTests
{
    [SetUp]
    public void UseOneThread() => FaissRuntime.SetThreads(1);

    [TearDown]
    public void UseAllThreads() => FaissRuntime.SetThreads(Environment.ProcessorCount);

    [TestCase("Flat", true, true, true, 0)]
    [TestCase("SQfp16", false, false, true, 0)]
    [TestCase("SQ8", false, false, true, 2)]
    [TestCase("HNSW32", false, true, false, 0)]
    [TestCase("HNSW32,SQ8", false, false, false, 2)]
    [TestCase("IVF300,Flat", false, true, true, 300)]
    [TestCase("IVF300,SQ8", false, false, true, 300)]
    public void Parse_AnyKind_KnowsWhatItCan(string factory, bool exact, bool lossless, bool removes, int fewest)
    {
        var type = FaissIndexType.Parse(factory);

        Assert.That((type.IsExact, type.IsLossless, type.CanRemove), Is.EqualTo((exact, lossless, removes)));
        Assert.That(type.MinimumTrainingVectors, Is.EqualTo(fewest));
        Assert.That(type.NeedsTraining, Is.EqualTo(fewest > 0));
        Assert.That(type.RecommendedTrainingVectors, fewest > 0 ? Is.GreaterThanOrEqualTo(1000) : Is.Zero);
        Assert.That(type.Factory, Is.EqualTo(factory));
    }

    [Test]
    public void Parse_TwoNamesOfOneKind_AreEqual() =>
        Assert.That(FaissIndexType.Parse("HNSW32,Flat"), Is.EqualTo(FaissIndexType.Parse("HNSW32")));

    [TestCase("SQ8")]
    [TestCase("IVF4,Flat")]
    [TestCase("HNSW8,SQ8")]
    public void Create_L1WhereItDoesNotWork_SaysWhereItDoes(string factory) => Assert.That(
        () => FaissIndex.Create(8, factory, FaissMetric.L1), Throws.ArgumentException.With.Message.Contains("use Flat or HNSW<links>"));

    [TestCase("SQ8")]
    [TestCase("IVF20,Flat")]
    [TestCase("IVF4,SQ8")]
    [TestCase("HNSW8,SQ8")]
    public void Train_OneVectorTooFew_IsRefusedAndOneMoreIsEnough(string factory)
    {
        const int dimension = 8;
        using var index = FaissIndex.Create(dimension, factory);
        var fewest = index.Type.MinimumTrainingVectors;
        var vectors = Vectors.Unit(3, fewest, dimension);

        Assert.That(index.IsTrained, Is.False);
        Assert.That(
            () => index.Train(vectors.AsSpan(dimension)), Fails.With(FaissError.InvalidArgument, $"at least {fewest} training vectors"));
        Assert.That(() => index.Add([1], vectors.AsSpan(0, dimension)), Fails.With(FaissError.InvalidArgument, "trained"));
        index.Train(vectors);

        Assert.That(index.IsTrained, Is.True);
        index.Add([1], vectors.AsSpan(0, dimension));
        Assert.That(index.Count, Is.EqualTo(1));
    }

    [Test]
    public void Train_ASecondTime_LearnsAnew()
    {
        using var index = FaissIndex.Create(1, "SQ8");
        index.Train([0, 1]);
        index.Train([0, 1000]);

        index.Add([1], [500]);

        var vector = new float[1];
        index.TryReconstruct(1, vector);
        Assert.That(vector[0], Is.EqualTo(500).Within(3));
    }

    [TestCase("SQfp16", 30_001f)]
    [TestCase("HNSW4,SQfp16", 30_001f)]
    public void Add_BeyondHalfPrecision_IsRefused(string factory, float value)
    {
        using var index = FaissIndex.Create(2, factory);
        index.Train([1, 0, 0, 1]);

        Assert.That(() => index.Add([1], [0, value]), Fails.With(FaissError.InvalidArgument, "beyond"));
        index.Add([1], [0, value - 2]);
        Assert.That(index.Count, Is.EqualTo(1));
    }

    [Test]
    public void ProbesAndBreadth_OutOfRangeOrOfAnotherKind_AreRefused()
    {
        using var lists = FaissIndex.Create(2, "IVF32,Flat");
        using var graph = FaissIndex.Create(2, "HNSW8");

        Assert.That((lists.Probes, lists.Breadth, graph.Probes, graph.Breadth), Is.EqualTo((2, 0, 0, 64)));
        foreach (var probes in new[] { 0, -1, 33 })
            Assert.That(() => lists.Probes = probes, Fails.With(FaissError.InvalidArgument, "probes"));
        foreach (var breadth in new[] { 0, -1, 65_537 })
            Assert.That(() => graph.Breadth = breadth, Fails.With(FaissError.InvalidArgument, "breadth"));
        Assert.That(() => lists.Breadth = 9, Fails.With(FaissError.InvalidArgument, "graph"));
        Assert.That(() => graph.Probes = 9, Fails.With(FaissError.InvalidArgument, "lists"));
    }

    [Test]
    public void Search_MoreProbes_FindMore()
    {
        const int count = 500, dimension = 16;
        var vectors = Vectors.Unit(4, count, dimension);
        using var index = FaissIndex.Create(dimension, "IVF25,Flat");
        index.Train(vectors);
        index.Add(Vectors.DenseIds(count), vectors);

        index.Probes = 1;
        var few = index.Search(vectors.AsSpan(0, dimension), 1, count, new long[count], new float[count]);
        index.Probes = 25;
        var all = index.Search(vectors.AsSpan(0, dimension), 1, count, new long[count], new float[count]);

        Assert.That(few, Is.LessThan(count / 2));
        Assert.That(all, Is.EqualTo(count));
    }
}
