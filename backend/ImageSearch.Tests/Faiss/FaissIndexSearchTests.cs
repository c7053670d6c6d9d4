using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

[NoFaissLeaks]
public sealed class FaissIndexSearchTests
{
    private const double Tolerance = 1e-5;

    // Cases this small gain nothing from several threads, which on a busy machine wait for the slowest one.
    [SetUp]
    public void UseOneThread() => FaissRuntime.SetThreads(1);

    [TearDown]
    public void UseAllThreads() => FaissRuntime.SetThreads(Environment.ProcessorCount);

    [Test]
    public void Search_AnyShape_EqualsBruteForce(
        [Values(1, 3, 16, 129)] int dimension,
        [Values(1, 200)] int count,
        [Values(1, 150, 400)] int k,
        [Values] FaissMetric metric,
        [Values(1, 33)] int queryCount)
    {
        var seed = dimension * 1000 + count;
        var (index, oracle) = Build(seed, count, dimension, metric);
        using var _ = index;
        var queries = Vectors.Unit(seed + 1, queryCount, dimension);

        AssertEqualToOracle(index, oracle, queries, queryCount, k);
    }

    [Test]
    public void Search_OnSeveralThreads_EqualsBruteForce([Values(1, 5, 40)] int queryCount)
    {
        FaissRuntime.SetThreads(3);
        var (index, oracle) = Build(17, 800, 64, FaissMetric.InnerProduct);
        using var _ = index;

        AssertEqualToOracle(index, oracle, Vectors.Unit(18, queryCount, 64), queryCount, 9);
    }

    [Test]
    public void Search_WithinAFilter_EqualsBruteForceOverTheSameIds(
        [Values(0, 1, 5, 200, 300)] int allowedCount,
        [Values(true, false)] bool dense,
        [Values("Flat", "HNSW8")] string factory,
        [Values(1, 25)] int queryCount)
    {
        const int dimension = 24;
        var (index, oracle) = Build(allowedCount, 300, dimension, FaissMetric.InnerProduct, factory, dense);
        using var _ = index;
        var random = new Random(allowedCount);
        var allowed = oracle.Ids.OrderBy(_ => random.Next()).Take(allowedCount).ToHashSet();
        using var filter = FaissFilter.Create([.. allowed, .. allowed.Take(1), long.MaxValue, -1, long.MinValue]);

        AssertEqualToOracle(index, oracle, Vectors.Unit(99, queryCount, dimension), queryCount, 12, allowed, filter);
    }

    [Test]
    public void Search_AfterRandomAdditionsAndRemovals_EqualsBruteForce([Range(1, 8)] int seed)
    {
        const int dimension = 9;
        var random = new Random(seed);
        using var index = FaissIndex.Create(dimension);
        var oracle = new BruteForce(dimension);
        var next = 0;
        for (var round = 0; round < 25; round++)
        {
            var added = random.Next(0, 20);
            long[] ids = [.. Enumerable.Range(0, added).Select(_ => (long)(next += random.Next(1, 4)))];
            var vectors = Vectors.Unit(seed * 100 + round, added, dimension);
            index.Add(ids, vectors);
            oracle.Add(ids, vectors);

            long[] leaving = [.. oracle.Ids.OrderBy(_ => random.Next()).Take(random.Next(0, 15)), 1_000_000, -5];
            Assert.That(index.Remove(leaving), Is.EqualTo(leaving.Count(oracle.Remove)));

            Assert.That(index.Count, Is.EqualTo(oracle.Ids.Count));
            Assert.That(index.GetIds(), Is.EquivalentTo(oracle.Ids));
            AssertEqualToOracle(index, oracle, Vectors.Unit(round, 2, dimension), 2, 7);
        }
        foreach (var id in oracle.Ids)
            Assert.That(Reconstruct(index, id), Is.EqualTo(oracle[id]));
    }

    [Test]
    public void Search_EmptyIndex_FillsWithMissingNeighbours()
    {
        using var index = FaissIndex.Create(2);
        var ids = new long[3];
        var scores = new float[3];

        var found = index.Search([1, 0], 1, 3, ids, scores);

        Assert.That(found, Is.Zero);
        Assert.That(ids, Is.All.EqualTo(-1));
        Assert.That(scores, Is.All.EqualTo(float.NegativeInfinity));
    }

    [Test]
    public void Search_NoQueries_FindsNothing()
    {
        using var index = FaissIndex.Create(2);

        Assert.That(index.Search([], 0, 3, [], []), Is.Zero);
    }

    [Test]
    public void Search_FewerThanKUnderL2_LeavesAnInfiniteDistance()
    {
        using var index = FaissIndex.Create(2, metric: FaissMetric.SquaredL2);
        index.Add([8], [1, 1]);
        var ids = new long[2];
        var scores = new float[2];

        var found = index.Search([0, 0], 1, 2, ids, scores);

        Assert.That(found, Is.EqualTo(1));
        Assert.That(ids, Is.EqualTo(new long[] { 8, -1 }));
        Assert.That(scores, Is.EqualTo(new[] { 2, float.PositiveInfinity }));
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    [TestCase(float.NegativeInfinity)]
    [TestCase(1e16f)]
    public void Search_ValueThatCannotBeScored_IsRefused(float value)
    {
        using var index = FaissIndex.Create(2);
        var ids = new long[1];
        var scores = new float[1];

        Assert.That(() => index.Search([0, value], 1, 1, ids, scores), Fails.With(FaissError.InvalidArgument, "NaN"));
    }

    [TestCase(3, 1, 1, 1, 1)]
    [TestCase(4, 1, 1, 1, 1)]
    [TestCase(2, 1, 0, 0, 0)]
    [TestCase(2, 1, 2, 1, 2)]
    [TestCase(2, 1, 2, 2, 1)]
    [TestCase(2, 1, 2, 3, 3)]
    [TestCase(0, -1, 1, 0, 0)]
    [TestCase(2, 1, int.MaxValue, 2, 2)]
    public void Search_LengthsThatDoNotFit_AreRefused(int floats, int queryCount, int k, int ids, int scores)
    {
        using var index = FaissIndex.Create(2);

        Assert.That(
            () => index.Search(new float[floats], queryCount, k, new long[ids], new float[scores]), Throws.InstanceOf<ArgumentException>());
    }

    private static (FaissIndex Index, BruteForce Oracle) Build(
        int seed, int count, int dimension, FaissMetric metric, string factory = "Flat", bool dense = false)
    {
        var ids = dense ? Vectors.DenseIds(count) : Vectors.SparseIds(seed, count);
        var vectors = Vectors.Unit(seed, count, dimension);
        var index = FaissIndex.Create(dimension, factory, metric);
        var oracle = new BruteForce(dimension, metric);
        index.Add(ids, vectors);
        oracle.Add(ids, vectors);
        return (index, oracle);
    }

    // Ties may come in any order: the scores must match one by one, and each id must have its own score.
    private static void AssertEqualToOracle(
        FaissIndex index, BruteForce oracle, float[] queries, int queryCount, int k, HashSet<long>? allowed = null,
        FaissFilter? filter = null)
    {
        var ids = new long[queryCount * k];
        var scores = new float[queryCount * k];
        var found = index.Search(queries, queryCount, k, ids, scores, filter);

        var perQuery = Math.Min(k, allowed?.Count ?? oracle.Ids.Count);
        Assert.That(found, Is.EqualTo(perQuery * queryCount));
        for (var i = 0; i < queryCount; i++)
        {
            var query = queries[(i * index.Dimension)..((i + 1) * index.Dimension)];
            var foundIds = ids[(i * k)..(i * k + perQuery)];
            var foundScores = scores[(i * k)..(i * k + perQuery)];
            Assert.That(foundScores, Is.EqualTo(oracle.BestScores(query, k, allowed)).Within(Tolerance));
            Assert.That(foundIds.Select(id => oracle.Score(query, id)), Is.EqualTo(foundScores).Within(Tolerance));
            Assert.That(foundIds, Is.Unique);
            Assert.That(foundIds, Is.SubsetOf(allowed ?? [.. oracle.Ids]));
            Assert.That(ids[(i * k + perQuery)..((i + 1) * k)], Is.All.EqualTo(-1));
        }
    }

    private static float[] Reconstruct(FaissIndex index, long id)
    {
        var vector = new float[index.Dimension];
        Assert.That(index.TryReconstruct(id, vector), Is.True);
        return vector;
    }
}
