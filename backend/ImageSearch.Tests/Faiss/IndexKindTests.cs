using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

/// <summary>The common behaviour of all kinds of index.</summary>
[NoFaissLeaks]
public sealed class IndexKindTests
{
    private const int Dimension = IndexKinds.Dimension;
    private const int Count = 600;

    private static readonly float[] Rows = IndexKinds.Rows(Count);

    [SetUp]
    public void UseOneThread() => FaissRuntime.SetThreads(1);

    [TearDown]
    public void UseAllThreads() => FaissRuntime.SetThreads(Environment.ProcessorCount);

    [TestCaseSource(typeof(IndexKinds), nameof(IndexKinds.WithRecall))]
    public void Search_ClusteredVectors_FindsEnoughOfTheTrueNeighbours(string factory, FaissMetric metric, double recall)
    {
        const int queries = 40, k = 10;
        using var index = IndexKinds.Build(factory, metric, Rows);
        var oracle = new BruteForce(Dimension, metric);
        oracle.Add(Vectors.DenseIds(Count), Rows);
        var questions = IndexKinds.Queries(Count, queries);
        var ids = new long[queries * k];
        var scores = new float[queries * k];

        index.Search(questions, queries, k, ids, scores);

        var hits = 0;
        for (var query = 0; query < queries; query++)
        {
            var question = questions[(query * Dimension)..((query + 1) * Dimension)];
            hits += oracle.BestIds(question, k).Intersect(ids[(query * k)..((query + 1) * k)]).Count();
            if (index.Type.IsExact)
                Assert.That(scores[(query * k)..((query + 1) * k)], Is.EqualTo(oracle.BestScores(question, k)).Within(1e-5));
        }
        Assert.That((double)hits / ids.Length, Is.GreaterThanOrEqualTo(recall));
    }

    [TestCaseSource(typeof(IndexKinds), nameof(IndexKinds.WithMetric))]
    public void Search_WithinAFilter_FindsAllOfItBestFirst(string factory, FaissMetric metric)
    {
        using var index = IndexKinds.Build(factory, metric, Rows);
        if (index.Type.Lists > 0)
            index.Probes = 1;
        // A few from everywhere and one that is not there: no list alone holds them, and no graph leads to them.
        long[] allowed = [3, 99, 100, 250, 423, 599];
        using var filter = FaissFilter.Create([.. allowed, 1_000_000]);
        var ids = new long[10];
        var scores = new float[10];

        var found = index.Search(Rows.AsSpan(250 * Dimension, Dimension), 1, 10, ids, scores, filter);

        Assert.That(found, Is.EqualTo(allowed.Length));
        Assert.That(ids.Take(found), Is.EquivalentTo(allowed));
        Assert.That(ids[0], Is.EqualTo(250));
        var ordered = metric == FaissMetric.InnerProduct ? scores.OrderDescending() : scores.Order();
        Assert.That(scores, Is.EqualTo(ordered));
        Assert.That(scores[^1], Is.EqualTo(metric == FaissMetric.InnerProduct ? float.NegativeInfinity : float.PositiveInfinity));
    }

    [TestCaseSource(typeof(IndexKinds), nameof(IndexKinds.WithMetric))]
    public void Load_WhatSaveWrote_AnswersAlikeAndGrows(string factory, FaissMetric metric)
    {
        using var folder = new IndexFolder();
        using var original = IndexKinds.Build(factory, metric, Rows);
        if (original.Type.Links > 0)
            original.Breadth = 77;

        original.Save(folder["index"]);
        using var loaded = FaissIndex.Load(folder["index"]);

        Assert.That(loaded.Type, Is.EqualTo(original.Type));
        Assert.That(loaded.Type.Factory, Is.EqualTo(factory));
        Assert.That((loaded.Metric, loaded.Count, loaded.IsTrained), Is.EqualTo((metric, (long)Count, true)));
        Assert.That((loaded.Probes, loaded.Breadth), Is.EqualTo((original.Probes, original.Breadth)));
        var questions = IndexKinds.Queries(Count, 3);
        Assert.That(Answers(loaded, questions), Is.EqualTo(Answers(original, questions)));
        Assert.That(VectorOf(loaded, 17), Is.EqualTo(VectorOf(original, 17)));

        loaded.Add([Count], questions.AsSpan(0, Dimension));
        Assert.That(VectorOf(loaded, Count), Is.EqualTo(questions[..Dimension]).Within(Tolerance(loaded)));
    }

    [TestCaseSource(typeof(IndexKinds), nameof(IndexKinds.WithMetric))]
    public void TryReconstruct_AnyVector_IsTheOneAddedOrNearIt(string factory, FaissMetric metric)
    {
        using var index = IndexKinds.Build(factory, metric, Rows);

        for (var id = 0; id < Count; id += 50)
        {
            var added = Rows[(id * Dimension)..((id + 1) * Dimension)];
            if (index.Type.IsLossless)
                Assert.That(VectorOf(index, id), Is.EqualTo(added));
            else
                Assert.That(VectorOf(index, id), Is.EqualTo(added).Within(Tolerance(index)));
        }
    }

    [TestCaseSource(typeof(IndexKinds), nameof(IndexKinds.ThatRemove))]
    public void Remove_SomeAndAddAgain_LeavesEveryOtherVectorUnderItsId(string factory)
    {
        using var index = IndexKinds.Build(factory, FaissMetric.InnerProduct, Rows);
        var before = Enumerable.Range(0, Count).Select(id => VectorOf(index, id)).ToArray();
        long[] leaving = [.. Enumerable.Range(0, Count).Where(id => id % 3 == 0).Select(id => (long)id)];

        Assert.That(index.Remove([.. leaving, 5_000, -1, 0]), Is.EqualTo(leaving.Length));

        long[] staying = [.. Vectors.DenseIds(Count).Except(leaving)];
        Assert.That(index.GetIds(), Is.EquivalentTo(staying));
        foreach (var id in staying)
            Assert.That(VectorOf(index, id), Is.EqualTo(before[id]));
        using (var everything = FaissFilter.Create(Vectors.DenseIds(Count)))
            Assert.That(AllFound(index, everything), Is.EquivalentTo(staying));

        index.Add(leaving, Picked(leaving));
        Assert.That(index.Count, Is.EqualTo(Count));
        foreach (var id in leaving)
            Assert.That(VectorOf(index, id), Is.EqualTo(before[id]));

        using var folder = new IndexFolder();
        index.Save(folder["index"]);
        using var loaded = FaissIndex.Load(folder["index"]);
        Assert.That(loaded.GetIds(), Is.EqualTo(index.GetIds()));
        Assert.That(index.Remove(Vectors.DenseIds(Count)), Is.EqualTo(Count));
        Assert.That(index.Count, Is.Zero);
    }

    [TestCaseSource(typeof(IndexKinds), nameof(IndexKinds.ThatRemove))]
    public void Remove_OneAfterAnother_LeavesTheIndexSoundEachTime(string factory)
    {
        using var index = IndexKinds.Build(factory, FaissMetric.InnerProduct, Rows);
        var before = Enumerable.Range(0, Count).Select(id => VectorOf(index, id)).ToArray();
        using var folder = new IndexFolder();
        var random = new Random(7);
        var staying = Vectors.DenseIds(Count).ToList();
        while (staying.Count > 0)
        {
            // The last row is included: no row replaces it.
            var leaving = random.Next(4) == 0 ? index.GetIds()[^1] : staying[random.Next(staying.Count)];
            Assert.That(index.Remove([leaving]), Is.EqualTo(1));
            staying.Remove(leaving);
            if (staying.Count % 40 != 0)
                continue;
            // Reading it checks ids, lists and links.
            index.Save(folder["index"]);
            using var loaded = FaissIndex.Load(folder["index"]);
            foreach (var opened in new[] { index, loaded })
            {
                Assert.That(opened.GetIds(), Is.EquivalentTo(staying));
                foreach (var id in staying)
                    Assert.That(VectorOf(opened, id), Is.EqualTo(before[id]));
                using var everything = FaissFilter.Create(Vectors.DenseIds(Count));
                Assert.That(AllFound(opened, everything), Is.EquivalentTo(staying));
            }
        }
    }

    [TestCaseSource(typeof(IndexKinds), nameof(IndexKinds.WithMetric))]
    public void Search_ExceptSome_FindsWhatItFindsAnywayWithoutThem(string factory, FaissMetric metric)
    {
        using var index = IndexKinds.Build(factory, metric, Rows);
        long[] hidden = [.. Vectors.DenseIds(Count).Where(id => id % 3 == 0), 1_000_000];
        using var filter = FaissFilter.Except(hidden);
        // Within a filter a graph compares every vector.
        var expected = index.Type.Links > 0 ? Vectors.DenseIds(Count) : AllFound(index, null);

        var found = AllFound(index, filter);

        Assert.That(found, Is.EquivalentTo(expected.Except(hidden)));
        if (metric == FaissMetric.InnerProduct)
            Assert.That(index.CountAbove(Rows.AsSpan(0, Dimension), float.NegativeInfinity, filter), Is.EqualTo(found.Count()));
    }

    [TestCaseSource(typeof(IndexKinds), nameof(IndexKinds.WithMetric))]
    public void CountAbove_AnyKind_CountsWhatSearchFinds(string factory, FaissMetric metric)
    {
        if (metric != FaissMetric.InnerProduct)
            return;
        using var index = IndexKinds.Build(factory, metric, Rows);
        using var filter = FaissFilter.Create(Vectors.DenseIds(Count / 3));
        var question = IndexKinds.Queries(Count, 1);
        var ids = new long[Count];
        var scores = new float[Count];
        var found = index.Search(question, 1, Count, ids, scores, filter);

        Assert.That(found, Is.EqualTo(Count / 3));
        for (var rank = 0; rank < found; rank += 7)
        {
            Assert.That(
                index.CountAbove(question, scores[rank], filter), Is.EqualTo(scores.Take(found).Count(score => score >= scores[rank])));
        }
    }

    private static float Tolerance(FaissIndex index) => index.Type switch
    {
        { Codes: FaissCodes.Bytes } => 0.01f,
        { Codes: FaissCodes.Half } => 0.001f,
        _ => 0,
    };

    private static float[] Picked(long[] ids) => [.. ids.SelectMany(id => Rows[((int)id * Dimension)..(((int)id + 1) * Dimension)])];

    private static IEnumerable<long> AllFound(FaissIndex index, FaissFilter? filter)
    {
        var ids = new long[Count];
        var found = index.Search(Rows.AsSpan(0, Dimension), 1, Count, ids, new float[Count], filter);
        return ids.Take(found);
    }

    private static (long[] Ids, float[] Scores) Answers(FaissIndex index, float[] queries)
    {
        var count = queries.Length / Dimension;
        var ids = new long[count * 10];
        var scores = new float[count * 10];
        index.Search(queries, count, 10, ids, scores);
        return (ids, scores);
    }

    private static float[] VectorOf(FaissIndex index, long id)
    {
        var vector = new float[Dimension];
        Assert.That(index.TryReconstruct(id, vector), Is.True);
        return vector;
    }
}
