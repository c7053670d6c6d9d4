using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Search;

internal sealed class SearchTests : ServiceFixture
{
    private const int Pictures = 12;

    protected override async Task FillAsync()
    {
        for (var i = 0; i < Pictures; i++)
            await AddAsync($"{i}.png", Picture(i), category: i < 4 ? "low" : "high", tags: i % 2 == 0 ? "even" : null);
    }

    [Test]
    public async Task Post_APictureOfTheLibrary_FindsItFirst()
    {
        var found = await SearchAsync(200, Query(Picture(7)));

        Assert.That(found.Members(), Is.EqualTo(new[] { "results", "total", "tookMs", "space" }));
        Assert.That(found["tookMs"]!.Members(), Is.EqualTo(new[] { "decode", "embed", "search", "total" }));
        Assert.That(found["total"]!.GetValue<long>(), Is.EqualTo(Pictures));
        var hits = found.Items("results");
        Assert.That(hits, Has.Length.EqualTo(6));
        Assert.That(hits[0].Members(), Is.EqualTo(new[] { "rank", "image", "similarity", "distance" }));
        Assert.That(hits[0]["image"]!.Text("name"), Is.EqualTo("7.png"));
        Assert.That(Similarity(hits[0]), Is.EqualTo(1).Within(1e-5));
        Assert.That(hits[0]["distance"]!.GetValue<double>(), Is.EqualTo(0).Within(5e-3));
    }

    [Test]
    public async Task Post_AnyPicture_RanksByCosineAndDerivesTheDistance()
    {
        var hits = (await SearchAsync(200, Query(Picture(100)).Field("k", "100"))).Items("results");

        Assert.That(hits.Select(hit => hit["rank"]!.GetValue<int>()), Is.EqualTo(Enumerable.Range(1, Pictures)));
        Assert.That(hits.Select(Similarity), Is.Ordered.Descending);
        foreach (var hit in hits.Where(hit => Similarity(hit) > 0))
            Assert.That(hit["distance"]!.GetValue<double>(), Is.EqualTo(Math.Sqrt(2 - (2 * Similarity(hit)))).Within(1e-3));
    }

    [Test]
    public async Task Post_Score_StandsBesideEachResult()
    {
        var hits = (await SearchAsync(200, Query(Picture(100)).Field("score", "inverseDistance"))).Items("results");

        foreach (var hit in hits)
        {
            Assert.That(hit["score"]!.Members(), Is.EqualTo(new[] { "value", "kind" }));
            Assert.That(hit["score"]!["value"]!.GetValue<double>(), Is.EqualTo(1 / (1 + hit["distance"]!.GetValue<double>())).Within(1e-9));
            Assert.That(hit["score"]!.Text("kind"), Is.EqualTo("inverseDistance"));
        }

        var similar = await GetAsync($"/api/v1/images/{hits[0]["image"]!.Id()}/similar?score=inverseDistance");
        Assert.That(similar.Items("results")[0]["score"], Is.Not.Null);
        await SearchAsync(400, Query(Picture(100)).Field("score", "probability"));
    }

    [Test]
    public async Task Post_ScoreByConfiguration_IsTheDefaultOnly()
    {
        await using var service = new Service(null, ("Search:Score", "inverseDistance"));
        await service.Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(("1.png", Picture(1))).ToContent(), 201);
        await service.Http.WaitUntilIndexedAsync();

        var byDefault = await service.Http.SendAsync(HttpMethod.Post, "/api/v1/search", Query(Picture(1)).ToContent(), 200);
        var without = await service.Http.SendAsync(HttpMethod.Post, "/api/v1/search", Query(Picture(1)).Field("score", "none").ToContent(), 200);

        Assert.That(byDefault.Items("results")[0]["score"]!["value"]!.GetValue<double>(), Is.EqualTo(1).Within(1e-2));
        Assert.That(without.Items("results")[0]["score"], Is.Null);
    }

    [TestCase("1", 1)]
    [TestCase("12", 12)]
    [TestCase("100", 12)]
    public async Task Post_K_LimitsTheResultsNotTheTotal(string k, int expected)
    {
        var found = await SearchAsync(200, Query(Picture(3)).Field("k", k));

        Assert.That(found.Items("results"), Has.Length.EqualTo(expected));
        Assert.That(found["total"]!.GetValue<long>(), Is.EqualTo(Pictures));
    }

    [Test]
    public async Task Post_Threshold_CutsResultsAndTotal()
    {
        var all = (await SearchAsync(200, Query(Picture(3)).Field("k", "100"))).Items("results").Select(Similarity).ToArray();
        var threshold = (all[4] + all[5]) / 2;
        var found = await SearchAsync(200, Query(Picture(3)).Field("k", "2").Field("threshold", threshold.ToString("r")));

        Assert.That(found["total"]!.GetValue<long>(), Is.EqualTo(5));
        Assert.That(found.Items("results"), Has.Length.EqualTo(2));
    }

    [TestCase("category", "low", 4)]
    [TestCase("tag", "even", 6)]
    [TestCase("search", "1", 3)]
    [TestCase("status", "failed", 0)]
    [TestCase("maxBytes", "0", 0)]
    [TestCase("addedAfter", "2000-01-01T00:00:00Z", 12)]
    [TestCase("category", "nobody's", 0)]
    public async Task Post_Filter_FindsOnlyWhatPassesIt(string field, string value, int expected)
    {
        var found = await SearchAsync(200, Query(Picture(9)).Field(field, value).Field("k", "100"));

        Assert.That(found["total"]!.GetValue<long>(), Is.EqualTo(expected));
        Assert.That(found.Items("results"), Has.Length.EqualTo(expected));
    }

    [Test]
    public async Task Post_Crop_SearchesForThatPart()
    {
        var found = await SearchAsync(200, Query(BesideBlack(7)).Field("crop", "0,0,0.5,1"));

        Assert.That(found.Items("results")[0]["image"]!.Text("name"), Is.EqualTo("7.png"));
        Assert.That(Similarity(found.Items("results")[0]), Is.EqualTo(1).Within(1e-3));
    }

    [TestCase("k", "0")]
    [TestCase("k", "101")]
    [TestCase("k", "-5")]
    [TestCase("k", "six")]
    [TestCase("k", "6.5")]
    [TestCase("k", "99999999999999")]
    [TestCase("threshold", "NaN")]
    [TestCase("threshold", "Infinity")]
    [TestCase("threshold", "-0.1")]
    [TestCase("threshold", "1.01")]
    [TestCase("threshold", "0,5")]
    [TestCase("crop", "0,0,1")]
    [TestCase("crop", "0,0,0,1")]
    [TestCase("crop", "0.5,0.5,0.6,0.5")]
    [TestCase("crop", "-0.1,0,0.5,0.5")]
    [TestCase("crop", "NaN,0,1,1")]
    [TestCase("crop", "a,b,c,d")]
    [TestCase("status", "lost")]
    [TestCase("addedAfter", "yesterday")]
    [TestCase("minBytes", "-1")]
    public async Task Any_BadParameter_Is400AndNamesIt(string field, string value)
    {
        var id = (await GetAsync("/api/v1/images?limit=1")).Items()[0].Id();
        var posted = await SearchAsync(400, Query(Picture(1)).Field(field, value));
        Assert.That(posted.Text("detail"), Does.Contain(field).And.Contain(value));
        if (field != "minBytes")
            await Http.ProblemAsync(HttpMethod.Get, $"/api/v1/images/{id}/similar?{field}={Uri.EscapeDataString(value)}", 400);
    }

    [Test]
    public async Task Post_NoPicture_SaysWhatIsWrongWithIt()
    {
        await SearchAsync(400, new Multipart().Field("k", "5"));
        await SearchAsync(400, Query(Picture(1)).File("b.png", Picture(2), "file"));
        await SearchAsync(415, Query("text"u8.ToArray()));
        await SearchAsync(422, Query([]));
        await SearchAsync(422, Query(TestImages.Truncated(TestImages.Jpeg(300, 300, 1), 0.4)));
        await SearchAsync(413, Query(TestImages.HugePng(20_000, 20_000)));
    }

    [Test]
    public async Task Post_ThresholdAuto_FindsTheNearerGroup()
    {
        var all = (await SearchAsync(200, Query(Picture(3)).Field("k", "100"))).Items("results").Select(Similarity).ToArray();
        var found = await SearchAsync(200, Query(Picture(3)).Field("k", "100").Field("threshold", "auto"));
        var few = await SearchAsync(200, Query(Picture(3)).Field("k", "1").Field("threshold", "AUTO"));

        var threshold = found["threshold"]!.GetValue<double>();
        var near = found.Items("results").Select(Similarity).ToArray();
        Assert.That(near, Has.Length.InRange(1, Pictures - 1));
        Assert.That(near[^1], Is.EqualTo(threshold).Within(1e-6));
        Assert.That(all.Count(similarity => similarity >= threshold - 1e-6), Is.EqualTo(near.Length));
        Assert.That(found["total"]!.GetValue<int>(), Is.EqualTo(near.Length));
        // The number of results that are shown does not change where the group ends.
        Assert.That(few["threshold"]!.GetValue<double>(), Is.EqualTo(threshold).Within(1e-6));
        Assert.That(few["total"]!.GetValue<int>(), Is.EqualTo(near.Length));
    }

    [Test]
    public async Task ImageEmbedding_APictureOfTheLibrary_IsWhatItsFileGives()
    {
        var id = (await GetAsync("/api/v1/images")).Items()[5].Id();
        var stored = await GetAsync($"/api/v1/images/{id}/embedding");
        var embedded = await Http.SendAsync(HttpMethod.Post, "/api/v1/embeddings", Query(Picture(5)).ToContent(), 200);

        Assert.That(stored.Members(), Is.EqualTo(embedded.Members()));
        Assert.That(stored.Text("space"), Is.EqualTo(embedded.Text("space")));
        var pairs = stored.Items("embedding").Zip(embedded.Items("embedding"), (a, b) => a.GetValue<float>() * b.GetValue<float>());
        Assert.That(pairs.Sum(), Is.EqualTo(1).Within(1e-5));
        await Http.ProblemAsync(HttpMethod.Get, "/api/v1/images/999999/embedding", 404);
    }

    [Test]
    public async Task Embeddings_APicture_IsItsUnitVector()
    {
        var embedded = await Http.SendAsync(HttpMethod.Post, "/api/v1/embeddings", Query(Picture(1)).ToContent(), 200);

        Assert.That(embedded.Members(), Is.EqualTo(new[] { "embedding", "dimension", "space" }));
        var vector = embedded.Items("embedding").Select(value => value.GetValue<float>()).ToArray();
        Assert.That(vector, Has.Length.EqualTo(embedded["dimension"]!.GetValue<int>()).And.Length.EqualTo(32));
        Assert.That(vector.Sum(value => (double)value * value), Is.EqualTo(1).Within(1e-5));
        Assert.That(embedded.Text("space"), Is.EqualTo((await GetAsync("/api/v1/index")).Text("space")));

        var cropped = await Http.SendAsync(HttpMethod.Post, "/api/v1/embeddings", Query(Picture(1)).Field("crop", "0,0,0.5,0.5").ToContent(), 200);
        Assert.That(cropped["embedding"]!.ToJsonString(), Is.Not.EqualTo(embedded["embedding"]!.ToJsonString()));
        await Http.ProblemAsync(HttpMethod.Post, "/api/v1/embeddings", 415, Query("text"u8.ToArray()).ToContent());
        await Http.ProblemAsync(HttpMethod.Post, "/api/v1/embeddings", 400, Query(Picture(1)).Field("crop", "1,1,1,1").ToContent());
    }

    [Test]
    public async Task Embeddings_SeveralPictures_AnswersForEachInOrder()
    {
        var form = Multipart.Of(("a", Picture(5)), ("b", "text"u8.ToArray()), ("c", Picture(2)));
        var items = (await Http.SendAsync(HttpMethod.Post, "/api/v1/embeddings", form.ToContent(), 200)).Items();
        var alone = await Http.SendAsync(HttpMethod.Post, "/api/v1/embeddings", Query(Picture(2)).ToContent(), 200);

        Assert.That(items.Select(item => item.Text("name")), Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(items[1].Members(), Is.EqualTo(new[] { "name", "problem" }));
        Assert.That(items[1]["problem"]!["status"]!.GetValue<int>(), Is.EqualTo(415));
        Assert.That(items[2].Members(), Is.EqualTo(new[] { "name", "embedding", "dimension", "space" }));
        Assert.That(items[2]["embedding"]!.ToJsonString(), Is.EqualTo(alone["embedding"]!.ToJsonString()));
        // A list of one is still a list.
        Assert.That(
            (await Http.SendAsync(HttpMethod.Post, "/api/v1/embeddings", Multipart.Of(("a", Picture(5))).ToContent(), 200)).Items(),
            Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Batch_SeveralPictures_AnswersForEachInOrder()
    {
        var form = Multipart.Of(("a", Picture(5)), ("b", "text"u8.ToArray()), ("c", Picture(2))).Field("k", "1");
        var batch = await Http.SendAsync(HttpMethod.Post, "/api/v1/search/batch", form.ToContent(), 200);

        Assert.That(batch.Members(), Is.EqualTo(new[] { "items" }));
        Assert.That(batch.Items().Select(item => item.Text("name")), Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(batch.Items()[0].Items("results")[0]["image"]!.Text("name"), Is.EqualTo("5.png"));
        Assert.That(batch.Items()[1]["problem"]!["status"]!.GetValue<int>(), Is.EqualTo(415));
        Assert.That(batch.Items()[1]["results"], Is.Null);
        Assert.That(batch.Items()[2].Items("results")[0]["image"]!.Text("name"), Is.EqualTo("2.png"));
    }

    private static byte[] Picture(int seed) => TestImages.Png(64, 64, seed);

    /// <summary>The picture on the left of a picture twice as wide.</summary>
    private static byte[] BesideBlack(int seed)
    {
        var left = Painting.Rgb(64, 64, seed);
        var both = new byte[2 * left.Length];
        for (var row = 0; row < 64; row++)
            left.AsSpan(row * 64 * 3, 64 * 3).CopyTo(both.AsSpan(row * 128 * 3));
        return new Canvas(128, 64, 3, both).To(image => image.PngsaveBuffer());
    }

    private static Multipart Query(byte[] bytes) => new Multipart().File("query.png", bytes, "file");

    private static double Similarity(JsonNode hit) => hit["similarity"]!.GetValue<double>();

    private Task<JsonNode> SearchAsync(int status, Multipart form) => Http.SendAsync(HttpMethod.Post, "/api/v1/search", form.ToContent(), status);
}
