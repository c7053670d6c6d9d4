using System.Numerics.Tensors;
using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;
using ImageSearch.Imaging;
using ImageSearch.Tests.Imaging;
using ImageSearch.Tests.Indexing;
using ImageSearch.Tests.Storage;

namespace ImageSearch.Tests.Search;

public class ImageSearcherTests : IndexFixture
{
    private static readonly SearchScope Six = new(6, 0, ImageFilter.All);

    private EmbeddingIndex _index = null!;
    private ImageSearcher _searcher = null!;

    [SetUp]
    public async Task OpenSearcher() => await OpenAsync();

    [Test]
    public async Task SimilarAsync_Neighbours_AreRankedWithoutThePictureItself()
    {
        var ids = await AddAsync([1, 0, 0, 0], [0.8f, 0.6f, 0, 0], [0.6f, 0.8f, 0, 0], [-1, 0, 0, 0]);

        var result = await SimilarAsync(ids[0], Six);

        Assert.That(result.Hits.Select(hit => (hit.Rank, hit.Image.Id)), Is.EqualTo(new[] { (1, ids[1]), (2, ids[2]), (3, ids[3]) }));
        Assert.That(result.Hits.Select(hit => hit.Similarity), Is.EqualTo(new[] { 0.8, 0.6, 0 }).Within(1e-6));
        Assert.That(result.Hits.Select(hit => hit.Distance), Is.EqualTo(new[] { Math.Sqrt(0.4), Math.Sqrt(0.8), 2 }).Within(1e-6));
        Assert.That((result.Total, result.Space), Is.EqualTo((3, Space.Id)));
    }

    [TestCase(0, 3)]
    [TestCase(0.6, 2)]
    [TestCase(0.8, 1)]
    [TestCase(0.81, 0)]
    [TestCase(1, 0)]
    public async Task SimilarAsync_Threshold_IsMetByAllAndCounted(double threshold, int expected)
    {
        var ids = await AddAsync([1, 0, 0, 0], [0.8f, 0.6f, 0, 0], [0.6f, 0.8f, 0, 0], [-1, 0, 0, 0]);

        // 0.8 and 0.6 have no exact float values, so the actual values are used.
        var cosine = threshold is 0.6 or 0.8 ? (float)threshold : threshold;
        var result = await SimilarAsync(ids[0], new SearchScope(6, cosine, ImageFilter.All));

        Assert.That((result.Hits.Count, result.Total), Is.EqualTo((expected, expected)));
    }

    [Test]
    public async Task SimilarAsync_MoreTwinsThanResults_FindsTwinsAndNeverItself([Values(1, 3, 20)] int k, [Values(0, 0.5, 1)] double threshold)
    {
        var twin = Spaces.Unit(0.1f, 0.7f, -0.3f, 0.6f);
        var ids = await AddAsync([.. Enumerable.Repeat(twin, 12)]);
        foreach (var id in ids)
        {
            var result = await SimilarAsync(id, new SearchScope(k, threshold, ImageFilter.All));

            Assert.That(result.Hits.Select(hit => hit.Image.Id), Does.Not.Contain(id).And.Unique.And.Exactly(Math.Min(k, 11)).Items);
            Assert.That(result.Hits.Select(hit => (hit.Similarity, hit.Distance)), Is.All.EqualTo((1.0, 0.0)));
            Assert.That(result.Total, Is.EqualTo(11));
        }
    }

    /// <summary>Compared with a count of all pictures, with and without the picture itself under the filter.</summary>
    [Test]
    public async Task SimilarAsync_RandomVectorsFiltersAndThresholds_AgreesWithACountOfAll()
    {
        var random = new Random(3);
        var vectors = Enumerable.Range(0, 60).Select(i => Spaces.Vector($"{i % 40}", 4)).ToArray();
        var ids = await AddAsync(vectors);
        await Images.CategorizeAsync(new ImageSelection.ByIds(ids.Where((_, i) => i % 3 == 0).ToList()), "third", CancellationToken.None);
        for (var i = 0; i < 100; i++)
        {
            var self = random.Next(60);
            var k = random.Next(1, 30);
            var filter = i % 2 == 0 ? ImageFilter.All : new ImageFilter { Category = "third" };
            var expected = Enumerable.Range(0, 60).Where(other => other != self && (i % 2 == 0 || other % 3 == 0))
                .Select(other => Math.Max(0, TensorPrimitives.Dot<float>(vectors[self], vectors[other]))).OrderDescending().ToList();

            // Thresholds differ a little from every cosine, because the side of a rounding error that a picture falls on does not matter.
            var threshold = random.Next(3) == 0 || expected.Count < 2 ? 0 : (expected[random.Next(expected.Count)] + 1e-4) % 1;
            var result = await SimilarAsync(ids[self], new SearchScope(k, threshold, filter));

            var reached = expected.Where(cosine => cosine >= threshold).ToList();
            Assert.That(result.Total, Is.EqualTo(reached.Count), $"{i}: {threshold}");
            Assert.That(result.Hits.Select(hit => hit.Similarity), Is.EqualTo(reached.Take(k)).Within(2e-6));
            Assert.That(result.Hits.Select(hit => hit.Image.Id), Is.Unique.And.Not.Member(ids[self]));
        }
    }

    [Test]
    public async Task SimilarAsync_FilterThatNothingPasses_FindsNothing()
    {
        var ids = await AddAsync([1, 0, 0, 0], [0, 1, 0, 0]);

        var result = await SimilarAsync(ids[0], Six with { Filter = new ImageFilter { Tag = "none" } });

        Assert.That((result.Hits.Count, result.Total), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task SimilarAsync_RegionOfThePicture_NeverFindsThePictureItself()
    {
        var ids = await AddAsync([1, 0, 0, 0], [0, 1, 0, 0]);

        var result = await _searcher.SimilarAsync(ids[0], new CropRegion(0, 0, 0.5, 0.5), Six, CancellationToken.None);

        Assert.That((result.Hits.Single().Image.Id, result.Total), Is.EqualTo((ids[1], 1)));
    }

    [Test]
    public async Task SimilarAsync_CannotBeAnswered_SaysWhy()
    {
        var pending = (await AddManyAsync(2))[0];
        await _index.CommitAsync([], [new FailedEmbedding(pending + 1, "It is broken.")], CancellationToken.None);

        await Assert.ThatAsync(() => SimilarAsync(999, Six), Refuses.As(LibraryErrorKind.NotFound));
        await Assert.ThatAsync(() => SimilarAsync(pending, Six), Refuses.As(LibraryErrorKind.Conflict, "not-ready"));
        await Assert.ThatAsync(
            () => SimilarAsync(pending + 1, Six),
            Refuses.As(LibraryErrorKind.Unusable, "not-embedded").With.Message.Contains("It is broken."));
    }

    [Test]
    public async Task SearchAsync_WhileMovingIntoAnotherSpace_SaysHowFarItIs()
    {
        await AddAsync([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]);
        UseSpace(Spaces.Of(5, "another"));
        await OpenAsync();
        await CommitAsync(_index, (await Catalog.IdsOfAsync(ImageFilter.All))[..1]);
        using var file = Picture(TestImages.Png(8, 8, 1));

        await Assert.ThatAsync(
            () => _searcher.SearchAsync(file, null, Six, CancellationToken.None), Refuses.As(LibraryErrorKind.Unavailable, "rebuilding").With
                .Property("Percent")
                .EqualTo(25));
    }

    [Test]
    public async Task SearchAsync_Picture_FindsItsNeighbours()
    {
        var ids = await AddAsync([1, 0, 0, 0], [0, 1, 0, 0]);
        using var file = Picture(TestImages.Png(8, 8, 1));

        var result = await _searcher.SearchAsync(file, null, Six, CancellationToken.None);

        Assert.That(result.Hits.Select(hit => hit.Image.Id), Is.EquivalentTo(ids));
        Assert.That(result.Hits[0].Similarity, Is.GreaterThanOrEqualTo(result.Hits[1].Similarity));
    }

    [Test]
    public async Task SearchAsync_NoUsablePicture_IsRejectedWithItsReason()
    {
        using var text = Picture("not a picture"u8.ToArray());
        using var empty = Picture([]);
        using var refused = new SpooledFile(
            Path.Combine(Data.Temporary, "refused"),
            "a.jpg",
            9,
            "",
            new Rejection(RejectionReason.TooManyBytes, "too large"));
        using var zero = Picture(TestImages.Png(8, 8, 1));
        Embedder.Meanwhile = (_, _) => throw new EmbeddingException("zero vector");

        await RejectedAsync(text, RejectionReason.Unsupported);
        await RejectedAsync(empty, RejectionReason.Empty);
        await RejectedAsync(refused, RejectionReason.TooManyBytes);
        await RejectedAsync(zero, RejectionReason.Unreadable);
    }

    [Test]
    public async Task SearchAsync_AFlood_IsTurnedAway()
    {
        using var file = Picture(TestImages.Png(8, 8, 1));
        var go = new TaskCompletionSource();
        Embedder.Meanwhile = (_, _) => go.Task;
        var waiting = Enumerable.Range(0, 256).Select(_ => _searcher.SearchAsync(file, null, Six, CancellationToken.None)).ToList();

        await Assert.ThatAsync(
            () => _searcher.SearchAsync(file, null, Six, CancellationToken.None),
            Refuses.As(LibraryErrorKind.TooMany, "queue-full"));
        go.SetResult();
        await Task.WhenAll(waiting);

        Assert.That((await _searcher.SearchAsync(file, null, Six, CancellationToken.None)).Total, Is.Zero);
    }

    private Task RejectedAsync(SpooledFile file, RejectionReason reason) => Assert.ThatAsync(
        () => _searcher.SearchAsync(file, null, Six, CancellationToken.None),
        Throws.TypeOf<RejectedImageException>().With.Property("Rejection").Property("Reason").EqualTo(reason));

    private Task<SearchResult> SimilarAsync(long id, SearchScope scope) => _searcher.SimilarAsync(id, null, scope, CancellationToken.None);

    private async Task OpenAsync()
    {
        _index = await OpenIndexAsync();
        _searcher = new ImageSearcher(Catalog, new OriginalStore(Data), new OpenSpaces(new LibrarySpace(Embedder, _index)), ImageLimits.Default);
    }

    private async Task<long[]> AddAsync(params float[][] vectors)
    {
        var ids = await AddManyAsync(vectors.Length);
        await _index.CommitAsync(ids.Zip(vectors, (id, vector) => new EmbeddedVector(id, vector)).ToList(), [], CancellationToken.None);
        return ids;
    }

    private SpooledFile Picture(byte[] content)
    {
        var path = Path.Combine(Data.Temporary, Guid.NewGuid().ToString("n"));
        File.WriteAllBytes(path, content);
        return new SpooledFile(path, "query.png", content.Length, new string('0', 64), null);
    }
}
