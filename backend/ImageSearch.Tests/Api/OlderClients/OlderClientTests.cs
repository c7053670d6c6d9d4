using System.Text.Json.Nodes;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.OlderClients;

internal sealed class OlderClientTests : ServiceFixture
{
    private protected override Service Create() => new(settings: ("Upload:MaxOlderFileBytes", "100000"));

    [TearDown]
    public async Task DeleteAllAsync() => await Http.DeleteAsync("/api/v1/images?confirm=all");

    [Test]
    public async Task UploadImage_NameTaken_AnswersTheOneGiven()
    {
        var first = await UploadAsync("dress.jpg", 1);
        var second = await UploadAsync("dress.jpg", 2);
        var again = await UploadAsync("other.jpg", 1);

        Assert.That(first, Is.EqualTo("dress.jpg"));
        Assert.That(second, Does.Match("^dress-[0-9]+\\.jpg$"));
        Assert.That(again, Is.EqualTo("dress.jpg"), "the content is there already");
        Assert.That((await GetAsync("/api/images")).ToJsonString(), Is.EqualTo($$"""{"images":["dress.jpg","{{second}}"]}"""));
    }

    [Test]
    public async Task DeleteImage_AName_DeletesIt()
    {
        await UploadAsync("red dress #1?.jpg", 3);
        var path = $"/api/delete-image/{Uri.EscapeDataString("red dress #1?.jpg")}";

        Assert.That((await Http.SendAsync(HttpMethod.Delete, path, null, 200)).ToJsonString(), Is.EqualTo("""{"success":true}"""));
        AssertOlder(await Http.ProblemAsync(HttpMethod.Delete, path, 404));
    }

    [Test]
    public async Task Images_AName_IsTheFileForAnHour()
    {
        await UploadAsync("a.jpg", 4);
        using var response = await Http.GetAsync("/images/a.jpg");
        using var thumbnail = await Http.GetAsync("/images/thumb/a.jpg");

        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(TestImages.Jpeg(400, 300, 4)));
        Assert.That(response.Headers.CacheControl!.ToString(), Is.EqualTo("max-age=3600"));
        Assert.That(response.Headers.ETag, Is.Not.Null);
        var header = ImageReader.ReadHeader(await thumbnail.Content.ReadAsByteArrayAsync(), new ImageLimits());
        Assert.That((header.Format, header.Width, header.Height), Is.EqualTo((ImageFormat.Jpeg, 200, 150)));
        Assert.That(thumbnail.Headers.CacheControl!.ToString(), Is.EqualTo("max-age=3600"));
        AssertOlder(await Http.ProblemAsync(HttpMethod.Get, "/images/b.jpg", 404));
        AssertOlder(await Http.ProblemAsync(HttpMethod.Get, "/images/thumb/b.jpg", 404));
    }

    [Test]
    public async Task GenerateFeatures_PicturesWait_StreamsUntilComplete()
    {
        Assert.That((await GetAsync("/api/check-features")).ToJsonString(), Is.EqualTo("""{"exists":false}"""));
        for (var i = 0; i < 10; i++)
            await UploadAsync($"{i}.jpg", i);
        using var response = await Http.PostAsync("/api/generate-features", null);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
        Assert.That(lines, Is.All.StartsWith("data: "));
        var events = lines.Select(line => JsonNode.Parse(line["data: ".Length..])!).ToArray();
        Assert.That(events[^1].ToJsonString(), Is.EqualTo("""{"complete":true,"count":10}"""));
        Assert.That(events, Has.Length.GreaterThan(1));
        Assert.That(events[..^1].Select(item => item.Members()), Is.All.EqualTo(new[] { "progress", "current", "total" }));
        Assert.That(events[..^1].Select(item => item["progress"]!.GetValue<double>()), Is.Ordered.And.All.InRange(0, 100));
        Assert.That((await GetAsync("/api/check-features")).ToJsonString(), Is.EqualTo("""{"exists":true}"""));
    }

    [Test]
    public async Task Search_APicture_FindsSixAtMost()
    {
        for (var i = 0; i < 8; i++)
            await UploadAsync($"pic {i}.jpg", i);
        await Http.WaitUntilIndexedAsync();
        var found = await Http.SendAsync(HttpMethod.Post, "/api/search", Form(5).ToContent(), 200);

        Assert.That(found.Members(), Is.EqualTo(new[] { "results" }));
        Assert.That(found.Items("results"), Has.Length.EqualTo(6));
        var first = found.Items("results")[0];
        Assert.That(first.Members(), Is.EqualTo(new[] { "filename", "similarity", "image_url" }));
        Assert.That(first.Text("filename"), Is.EqualTo("pic 5.jpg"));
        Assert.That(first["similarity"]!.GetValue<double>(), Is.EqualTo(1).Within(1e-4));
        Assert.That(await Http.GetByteArrayAsync(first.Text("image_url")), Is.EqualTo(TestImages.Jpeg(400, 300, 5)));
    }

    [Test]
    public async Task SearchInPercent_APicture_AnswersPercent()
    {
        for (var i = 0; i < 8; i++)
            await UploadAsync($"{i}.jpg", i);
        await Http.WaitUntilIndexedAsync();
        var found = await Http.SendAsync(HttpMethod.Post, "/search", Form(5).Field("num_results", "5").Field("threshold", "0").ToContent(), 200);

        Assert.That(found.Members(), Is.EqualTo(new[] { "results", "total_results" }));
        Assert.That(found["total_results"]!.GetValue<int>(), Is.EqualTo(5));
        Assert.That(found.Items("results")[0].Members(), Is.EqualTo(new[] { "filename", "similarity", "embedding_distance" }));
        Assert.That(found.Items("results")[0]["similarity"]!.GetValue<double>(), Is.EqualTo(100).Within(0.1));
        var strict = await Http.SendAsync(HttpMethod.Post, "/search", Form(5).Field("threshold", "99.9").ToContent(), 200);
        Assert.That(strict["total_results"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task Stats_ALibrary_HasTheOlderNames() => Assert.That(
        (await GetAsync("/stats")).Members(),
        Is.EqualTo(new[] { "model_loaded", "embeddings_loaded", "total_images", "embedding_dimension", "model_type", "similarity_metric" }));

    [TestCase("/api/upload-image")]
    [TestCase("/api/search")]
    [TestCase("/search")]
    public async Task Any_BadFile_IsAProblemThatOlderClientsUnderstand(string path)
    {
        AssertOlder(await Http.ProblemAsync(HttpMethod.Post, path, 415, new Multipart().File("a.jpg", "text"u8.ToArray(), "file").ToContent()));
        AssertOlder(await Http.ProblemAsync(HttpMethod.Post, path, 422, new Multipart().File("a.jpg", [], "file").ToContent()));
        AssertOlder(await Http.ProblemAsync(HttpMethod.Post, path, 413, new Multipart().File("a.jpg", new byte[100_001], "file").ToContent()));
        AssertOlder(await Http.ProblemAsync(HttpMethod.Post, path, 400, new Multipart().Field("k", "1").ToContent()));
        AssertOlder(await Http.ProblemAsync(HttpMethod.Post, path, 415, new StringContent("{}")));
    }

    [TestCase("num_results", "4")]
    [TestCase("num_results", "51")]
    [TestCase("threshold", "101")]
    [TestCase("threshold", "NaN")]
    public async Task SearchInPercent_BadParameter_Is400(string field, string value) =>
        AssertOlder(await Http.ProblemAsync(HttpMethod.Post, "/search", 400, Form(1).Field(field, value).ToContent()));

    private static Multipart Form(int seed, string name = "query.jpg") => new Multipart().File(name, TestImages.Jpeg(400, 300, seed), "file");

    private static void AssertOlder(JsonNode problem)
    {
        Assert.That(problem["success"]!.GetValue<bool>(), Is.False);
        Assert.That(problem.Text("error"), Is.EqualTo(problem.Text("detail")));
    }

    private async Task<string> UploadAsync(string name, int seed)
    {
        var answer = await Http.SendAsync(HttpMethod.Post, "/api/upload-image", Form(seed, name).ToContent(), 200);
        Assert.That(answer.Members(), Is.EqualTo(new[] { "success", "filename" }));
        Assert.That(answer["success"]!.GetValue<bool>());
        return answer.Text("filename");
    }
}
