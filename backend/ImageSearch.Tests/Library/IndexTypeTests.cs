using System.Numerics.Tensors;
using ImageSearch.Engine;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;

namespace ImageSearch.Tests.Library;

/// <summary>Types of index and metrics: what a search finds, and which settings are refused.</summary>
public class IndexTypeTests : IndexTypeFixture
{
    private const int Count = 60;

    /// <summary>A setting, and the share of the ten true neighbours that must be found.</summary>
    [TestCase("Flat", IndexMetric.L2, 1.0)]
    [TestCase("Flat", IndexMetric.L1, 1.0)]
    [TestCase("SQfp16", IndexMetric.Cosine, 0.97)]
    [TestCase("SQ8", IndexMetric.L2, 0.9)]
    [TestCase("IVF4,Flat", IndexMetric.Cosine, 0.8)]
    [TestCase("HNSW16", IndexMetric.L1, 0.97)]
    [TestCase("HNSW16,SQ8", IndexMetric.Cosine, 0.9)]
    public async Task Search_EachTypeAndMetric_FindsTheTrueNeighboursAlsoAfterARestart(string type, IndexMetric metric, double recall)
    {
        var options = new IndexOptions { Type = type, Metric = metric, Probes = type.StartsWith("IVF", StringComparison.Ordinal) ? 2 : 0 };
        var library = await OpenAsync(index: options);
        await FillAsync(library, Count);
        await ChangeAsync(library, $"faiss {type}");
        var vectors = await VectorsAsync(library);

        var found = await RecallAsync(library, vectors, metric);
        TestContext.Out.WriteLine($"{type} {metric}: recall {found:0.000}");
        Assert.That(found, Is.GreaterThanOrEqualTo(recall));
        Assert.That(
            ((await library.IndexStatusAsync()).Metric, (await library.IndexStatusAsync()).Note),
            Is.EqualTo((metric.ToString().ToLowerInvariant(), (string?)null)));

        await library.DisposeAsync();
        library = await OpenAsync(index: options);
        Assert.That(
            ((await library.IndexStatusAsync()).Engine, (await library.IndexStatusAsync()).Progress.Pending),
            Is.EqualTo(($"faiss {type}", 0)));
        Assert.That(await RecallAsync(library, vectors, metric), Is.EqualTo(found).Within(0.02));
        Assert.That((await library.Jobs.UnfinishedAsync(CancellationToken.None)), Is.Empty);
    }

    [Test]
    public async Task Open_WithoutASetting_LeavesTheTypeThatThereIs()
    {
        var library = await OpenAsync(index: new IndexOptions { Type = "HNSW16", Metric = IndexMetric.L2 });
        await FillAsync(library, 20);
        await library.DisposeAsync();

        library = await OpenAsync();
        await FillAsync(library, 5, from: 20);

        await AssertFindsItselfAsync(library);
        var status = await library.IndexStatusAsync();
        Assert.That(
            (status.Engine, status.Metric, status.Note, (await library.Jobs.ListAsync(10, null, CancellationToken.None)).Total),
            Is.EqualTo(("faiss HNSW16", "l2", (string?)null, 0)));
    }

    [Test]
    public async Task Search_AnyMetricAndAThreshold_CountsByTheCosine([Values] IndexMetric metric)
    {
        var library = await OpenAsync(index: new IndexOptions { Metric = metric });
        await FillAsync(library, 30);
        var vectors = await VectorsAsync(library);
        var (query, others) = (vectors.Keys.First(), vectors.Keys.Skip(1));
        var cosines = others.Select(id => TensorPrimitives.Dot<float>(vectors[query], vectors[id])).Order().ToArray();
        var threshold = (cosines[^8] + cosines[^9]) / 2;

        var result = await library.Search.SimilarAsync(query, null, new SearchScope(100, threshold, ImageFilter.All), CancellationToken.None);

        Assert.That((result.Total, result.Hits.Count), Is.EqualTo((8, 8)));
        foreach (var hit in result.Hits)
        {
            Assert.That(hit.Similarity, Is.EqualTo(TensorPrimitives.Dot<float>(vectors[query], vectors[hit.Image.Id])).Within(1e-5));
            Assert.That(hit.Distance, Is.EqualTo(Math.Sqrt(2 - (2 * hit.Similarity))).Within(1e-3));
        }
    }

    [TestCase("Flatter", "HNSW<links>", TestName = "unknown type")]
    [TestCase("PCA16,Flat", "use Flat", TestName = "one of an earlier version")]
    public async Task Open_TypeThatDoesNotFit_SaysWhatDoes(string type, string text)
    {
        await Assert.ThatAsync(
            () => OpenAsync(index: new IndexOptions { Type = type }),
            Throws.TypeOf<SetupException>().With.Message.StartsWith("Index:Type: ").And.Message.Contains(text).And.Message.Not.Contains("Parameter"));
        Assert.That(await OpenAsync(), Is.Not.Null, "the directory is free");
    }

    [Test]
    public async Task Open_MetricOrProbesThatDoNotFit_SaysWhatDoes()
    {
        await Assert.ThatAsync(
            () => OpenAsync(index: new IndexOptions {
                Type = "SQ8",
                Metric = IndexMetric.L1 }), Throws.TypeOf<SetupException>().With.Message.Contains("cannot compare by L1"));
        await Assert.ThatAsync(
            () => OpenAsync(index: new IndexOptions {
                Type = "IVF4,Flat",
                Probes = 5 }), Throws.TypeOf<SetupException>().With.Message.Contains("has 4 lists"));
    }
}
