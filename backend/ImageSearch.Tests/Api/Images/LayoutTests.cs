using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Images;

internal sealed class LayoutTests : ServiceFixture
{
    private const string Whole = "/api/v1/images/layout";

    private long _id;

    [SetUp]
    public async Task AddPictureAsync() => _id = (await AddAsync("a.jpg", TestImages.Jpeg(60, 30, 1))).Id();

    [TearDown]
    public async Task DeleteAllAsync() => await Http.DeleteAsync("/api/v1/images?confirm=all");

    [TestCase(null)]
    [TestCase("identity")]
    [TestCase("br, gzip;q=0")]
    public async Task Layout_WithoutGzip_IsPlain(string? accepted)
    {
        using var answer = await AskAsync(Whole, encoding: accepted);

        Assert.That(answer.Content.Headers.ContentEncoding, Is.Empty);
        Assert.That(answer.Headers.Vary, Is.EqualTo(new[] { "Accept-Encoding" }));
        Assert.That(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.ToJsonString(), Is.EqualTo(Expected(_id)));
    }

    [TestCase("gzip")]
    [TestCase("deflate, GZip;q=0.5")]
    public async Task Layout_WithGzip_IsTheSameCompressed(string accepted)
    {
        using var answer = await AskAsync(Whole, encoding: accepted);

        Assert.That(answer.Content.Headers.ContentEncoding, Is.EqualTo(new[] { "gzip" }));
        using var text = new StreamReader(new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        Assert.That(JsonNode.Parse(await text.ReadToEndAsync())!.ToJsonString(), Is.EqualTo(Expected(_id)));
    }

    [Test]
    public async Task Layout_WithTheTagOfTheLast_IsNotSentAgainUntilSomethingChanges()
    {
        using var first = await AskAsync(Whole);
        using var second = await AskAsync(Whole, tag: first.Headers.ETag);
        var added = await AddAsync("b.jpg", TestImages.Jpeg(40, 40, 2));
        using var third = await AskAsync(Whole, tag: first.Headers.ETag);
        using var fourth = await AskAsync(Whole, tag: third.Headers.ETag);

        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(JsonNode.Parse(await third.Content.ReadAsStringAsync())!.Items("ids").Last().GetValue<long>(), Is.EqualTo(added.Id()));
        Assert.That(fourth.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Layout_AfterAnyChange_IsTheNewOne()
    {
        async Task<int> CountAsync(string query) => (await GetAsync(Whole + query))["total"]!.GetValue<int>();
        Assert.That(await CountAsync("?category=dress"), Is.Zero);
        Assert.That(await CountAsync("?tag=new"), Is.Zero);

        await Http.PostAsync("/api/v1/images/categorize", new { ids = new[] { _id }, category = "dress" });
        Assert.That(await CountAsync("?category=dress"), Is.EqualTo(1));
        await Http.PostAsync("/api/v1/images/tag", new { ids = new[] { _id }, add = new[] { "new" } });
        Assert.That(await CountAsync("?tag=new"), Is.EqualTo(1));
        await Http.PostAsync("/api/v1/images/delete", new { ids = new[] { _id } });
        Assert.That(await CountAsync("?category=dress"), Is.Zero);
        Assert.That(await CountAsync(""), Is.Zero);
    }

    [Test]
    public async Task Layout_ManyQuestions_EachHasItsOwnAnswer()
    {
        await AddAsync("b.jpg", TestImages.Jpeg(40, 40, 2), category: "3");

        for (var round = 0; round < 2; round++)
        {
            for (var category = 0; category < 12; category++)
                Assert.That((await GetAsync($"{Whole}?category={category}"))["total"]!.GetValue<int>(), Is.EqualTo(category == 3 ? 1 : 0));
        }

        await Http.ProblemAsync(HttpMethod.Get, $"{Whole}?sort=colour", 400);
        await Http.ProblemAsync(HttpMethod.Get, $"{Whole}?sort=colour", 400);
    }

    private static string Expected(long id) => $$"""{"total":1,"ids":[{{id}}],"aspects":[200]}""";

    private async Task<HttpResponseMessage> AskAsync(string path, string? encoding = null, EntityTagHeaderValue? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (encoding is not null)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        if (tag is not null)
            request.Headers.IfNoneMatch.Add(tag);
        return await Http.SendAsync(request);
    }
}
