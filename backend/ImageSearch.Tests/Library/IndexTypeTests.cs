using System.Numerics.Tensors;
using ImageSearch.Engine;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Search;

namespace ImageSearch.Tests.Library;

/// <summary>Types of index and metrics, by configuration.</summary>
public class IndexTypeTests : LibraryFixture
{
    private const int Count = 60;
    private const int K = 10;

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
        Assert.That(((await library.IndexStatusAsync()).Metric, (await library.IndexStatusAsync()).Note), Is.EqualTo((metric.ToString().ToLowerInvariant(), (string?)null)));

        await library.DisposeAsync();
        library = await OpenAsync(index: options);
        Assert.That(((await library.IndexStatusAsync()).Engine, (await library.IndexStatusAsync()).Progress.Pending), Is.EqualTo(($"faiss {type}", 0)));
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
        Assert.That((status.Engine, status.Metric, status.Note, (await library.Jobs.ListAsync(10, null, CancellationToken.None)).Total), Is.EqualTo(("faiss HNSW16", "l2", (string?)null, 0)));
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

    [Test]
    public async Task StartIndexJobAsync_TypeThatNeedsTraining_IsRefusedUntilThereAreEnoughPictures()
    {
        var library = await OpenAsync(index: new IndexOptions { Type = "IVF32,Flat" });
        await FillAsync(library, 20);
        Assert.That((await library.IndexStatusAsync()).Engine, Is.EqualTo("faiss IndexFlatIP"));
        Assert.That((await library.IndexStatusAsync()).Note, Does.Contain("IVF32,Flat").And.Contain("32 pictures or more").And.Contain("the library has 20"));
        Assert.That(
            () => library.StartIndexJobAsync(IndexJobMode.Type, CancellationToken.None),
            Refuses.As(LibraryErrorKind.Conflict, "space-state").And.Message.Contains("32 pictures or more").And.Message.Contains("20 are indexed"));

        await FillAsync(library, 15, from: 20);
        await AssertFindsItselfAsync(library);
        Assert.That(((await library.IndexStatusAsync()).Engine, (await library.Jobs.ListAsync(10, null, CancellationToken.None)).Total), Is.EqualTo(("faiss IndexFlatIP", 0)), "nothing moves by itself");
        await ChangeAsync(library, "faiss IVF32,Flat");

        await AssertFindsItselfAsync(library);
        Assert.That((await library.IndexStatusAsync()).Note, Is.Null);
        await FillAsync(library, 5, from: 35);
        Assert.That((await SearchAsync(library, 37)).Hits[0].Image.Name, Is.EqualTo("37.png"), "what comes later is found as well");
    }

    [Test]
    public async Task StartIndexJobAsync_ThatTypeAlready_EndsAtOnce([Values("SQ8", "HNSW8")] string type)
    {
        var library = await OpenAsync(index: new IndexOptions { Type = type });
        await FillAsync(library, 20);
        await ChangeAsync(library, $"faiss {type}");
        var space = library.Spaces.List().Single();
        await library.DisposeAsync();
        // Nothing can be embedded again without its original.
        Directory.Move(Path.Combine(DataFolder, "images"), Path.Combine(Folder, "away"));

        library = await OpenAsync(index: new IndexOptions { Type = type });
        await ChangeAsync(library, $"faiss {type}");

        Assert.That((library.Spaces.List().Single().Id, (await library.IndexStatusAsync()).Progress.Indexed), Is.EqualTo((space.Id, 20)));
    }

    [Test]
    public async Task Open_AnotherTypeThereAndBack_CopiesTheVectorsAndLeavesNothingBehind()
    {
        var library = await OpenAsync();
        await FillAsync(library, 40);
        await library.DisposeAsync();
        // A picture cannot be embedded again without its original.
        Directory.Move(Path.Combine(DataFolder, "images"), Path.Combine(Folder, "away"));

        foreach (var (type, engine) in new[] { ("HNSW8", "faiss HNSW8"), ("IVF2,Flat", "faiss IVF2,Flat"), ("Flat", "faiss IndexFlatIP") })
        {
            library = await OpenAsync(index: new IndexOptions { Type = type });
            Assert.That((await library.IndexStatusAsync()).Note, Does.Contain(type), "the old one answers until a job is started");
            await AssertFindsItselfAsync(library);
            await ChangeAsync(library, engine);
            Assert.That(((await library.IndexStatusAsync()).Progress.Indexed, (await library.IndexStatusAsync()).Progress.Failed), Is.EqualTo((40, 0)));
            await AssertFindsItselfAsync(library);
            await library.DisposeAsync();
            Assert.That(Directory.GetDirectories(Path.Combine(DataFolder, "spaces")), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task Open_FromATypeThatLosesDetail_EmbedsThePicturesAgain()
    {
        var library = await OpenAsync(index: new IndexOptions { Type = "SQ8" });
        await FillAsync(library, 40);
        await ChangeAsync(library, "faiss SQ8");
        await library.DisposeAsync();

        // Through a flat index, which trains the new one.
        library = await OpenAsync(index: new IndexOptions { Type = "IVF2,Flat" });
        await ChangeAsync(library, "faiss IVF2,Flat");

        var vectors = await VectorsAsync(library);
        Assert.That(await RecallAsync(library, vectors, IndexMetric.Cosine), Is.GreaterThan(0.3));
        Assert.That((await SearchAsync(library, 3)).Hits[0].Similarity, Is.EqualTo(1), "exact again");
        Assert.That(Directory.GetDirectories(Path.Combine(DataFolder, "spaces")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Remove_TypeThatCannot_HidesThemAtOnceAndFlatAndBackFreesTheirMemory()
    {
        var options = new IndexOptions { Type = "HNSW16" };
        var library = await OpenAsync(index: options);
        await FillAsync(library, Count);
        var ids = await library.Images.Catalog.IndexedIdsAsync(ImageFilter.All, CancellationToken.None);
        var full = (await library.IndexStatusAsync()).Bytes;

        await RemoveAsync(library, ids[..10]);
        await AssertOnlyAsync(library, ids[10..]);
        Assert.That((await library.IndexStatusAsync()).Bytes, Is.EqualTo(full), "the dead are still in memory");

        await library.DisposeAsync();
        library = await OpenAsync(index: options);
        await AssertOnlyAsync(library, ids[10..]);

        await RemoveAsync(library, ids[10..20]);
        await AssertOnlyAsync(library, ids[20..]);
        await library.DisposeAsync();
        foreach (var (type, engine) in new[] { ("Flat", "faiss IndexFlatIP"), ("HNSW16", "faiss HNSW16") })
        {
            library = await OpenAsync(index: new IndexOptions { Type = type });
            await AssertOnlyAsync(library, ids[20..]);
            await ChangeAsync(library, engine);
            await AssertOnlyAsync(library, ids[20..]);
            await library.DisposeAsync();
        }

        library = await OpenAsync(index: options);
        await AssertOnlyAsync(library, ids[20..]);
        Assert.That((await library.IndexStatusAsync()).Bytes, Is.EqualTo(full * 40 / 60));
        Assert.That((await library.Jobs.ListAsync(10, null, CancellationToken.None)).Total, Is.EqualTo(2), "those that were started");
    }

    [Test]
    public async Task Open_TrainedIndexDamaged_EmbedsTheLibraryAnew()
    {
        var options = new IndexOptions { Type = "SQ8" };
        var library = await OpenAsync(index: options);
        await FillAsync(library, 40);
        await ChangeAsync(library, "faiss SQ8");
        await library.DisposeAsync();
        await File.WriteAllTextAsync(Directory.GetFiles(Path.Combine(DataFolder, "spaces"), "index.faiss", SearchOption.AllDirectories).Single(), "x");

        library = await OpenAsync(index: options);
        await MovedAsync(library, "faiss IndexFlatIP");

        Assert.That((await library.IndexStatusAsync()).Note, Does.Contain("SQ8"));
        Assert.That((await library.IndexStatusAsync()).Progress, Is.EqualTo(new IndexProgress(40, 0, 0, 0, null)));
        Assert.That((await SearchAsync(library, 3)).Hits[0].Image.Name, Is.EqualTo("3.png"));
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
            () => OpenAsync(index: new IndexOptions { Type = "SQ8", Metric = IndexMetric.L1 }), Throws.TypeOf<SetupException>().With.Message.Contains("cannot compare by L1"));
        await Assert.ThatAsync(
            () => OpenAsync(index: new IndexOptions { Type = "IVF4,Flat", Probes = 5 }), Throws.TypeOf<SetupException>().With.Message.Contains("has 4 lists"));
    }

    private static async Task FillAsync(ImageLibrary library, int count, int from = 0)
    {
        await AddAsync(library, AddOptions.Default, Enumerable.Range(from, count).Select(seed => ($"{seed}.png", Picture(seed))).ToArray());
        await IndexedAsync(library);
    }

    private static async Task ChangeAsync(ImageLibrary library, string engine)
    {
        var job = await library.StartIndexJobAsync(IndexJobMode.Type, CancellationToken.None);
        await MovedAsync(library, engine);
        var ended = await library.Jobs.GetAsync(job.Id, CancellationToken.None);
        Assert.That((ended.Kind, ended.State), Is.EqualTo(("space", JobState.Completed)), ended.Problem);
    }

    private static Task MovedAsync(ImageLibrary library, string engine) => Eventually.TrueAsync(
        async () => await library.IndexStatusAsync() is { Rebuilding: false, Progress: { Pending: 0, RatePerSecond: 0 } } status && status.Engine == engine && (await library.Jobs.UnfinishedAsync(CancellationToken.None)).Count == 0,
        $"{engine} answers");

    private static async Task<Dictionary<long, float[]>> VectorsAsync(ImageLibrary library)
    {
        var vectors = new Dictionary<long, float[]>();
        foreach (var id in (await library.Images.Catalog.IndexedIdsAsync(ImageFilter.All, CancellationToken.None)))
        {
            var path = library.Images.OriginalPath((await library.Images.Catalog.FindAsync(id, CancellationToken.None))!);
            using var file = await library.Spool.TakeAsync(new MemoryStream(await File.ReadAllBytesAsync(path)), "a.png", 1 << 26, CancellationToken.None);
            vectors[id] = (await library.Search.EmbedAsync(file, null, CancellationToken.None)).Vector;
        }

        return vectors;
    }

    private static async Task<double> RecallAsync(ImageLibrary library, Dictionary<long, float[]> vectors, IndexMetric metric)
    {
        var right = 0;
        var queries = vectors.Keys.Where(id => id % 4 == 0).ToArray();
        foreach (var query in queries)
        {
            var truth = vectors.Keys.Where(id => id != query).OrderBy(id => Apart(vectors[query], vectors[id])).Take(K).ToHashSet();
            var result = await library.Search.SimilarAsync(query, null, new SearchScope(K, 0, ImageFilter.All), CancellationToken.None);
            Assert.That(result.Hits, Has.Count.EqualTo(K));
            Assert.That(result.Total, Is.EqualTo(vectors.Count - 1));
            right += result.Hits.Count(hit => truth.Contains(hit.Image.Id));
        }

        return (double)right / (queries.Length * K);

        double Apart(float[] a, float[] b) => metric switch
        {
            IndexMetric.L1 => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Sum(),
            _ => -TensorPrimitives.Dot<float>(a, b),
        };
    }

    private static async Task<SearchResult> SearchAsync(ImageLibrary library, int seed)
    {
        using var file = await library.Spool.TakeAsync(new MemoryStream(Picture(seed)), "query.png", 1 << 26, CancellationToken.None);
        return await library.Search.SearchAsync(file, null, new SearchScope(100, 0, ImageFilter.All), CancellationToken.None);
    }

    private static async Task AssertFindsItselfAsync(ImageLibrary library)
    {
        var result = await SearchAsync(library, 3);
        Assert.That((result.Hits[0].Image.Name, result.Hits[0].Similarity), Is.EqualTo(("3.png", 1.0)));
    }

    /// <summary>Exactly these pictures are found, whatever the query.</summary>
    private static async Task AssertOnlyAsync(ImageLibrary library, long[] ids)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var result = await SearchAsync(library, seed);
            Assert.That(result.Hits.Select(hit => hit.Image.Id), Is.EquivalentTo(ids));
            Assert.That(result.Total, Is.EqualTo(ids.Length));
        }

        var near = await library.Search.SimilarAsync(ids[0], null, new SearchScope(1, 0.01, ImageFilter.All), CancellationToken.None);
        Assert.That(near.Total, Is.LessThan(ids.Length));
    }

    private static Task RemoveAsync(ImageLibrary library, long[] ids) => library.Images.RemoveAsync(new ImageSelection.ByIds(ids), CancellationToken.None);
}
