using System.Net.Http.Headers;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api;

/// <summary>HEAD works wherever GET does, over a real connection: the server omits the body.</summary>
internal sealed class HeadTests : ServiceFixture
{
    private long _id;

    private protected override Service Create() => new Service().OnSocket();

    protected override async Task FillAsync() => _id = (await AddAsync("a.jpg", TestImages.Jpeg(300, 200, 1), category: "dress")).Id();

    [TestCase("/api/v1/images")]
    [TestCase("/api/v1/images?limit=1&sort=name")]
    [TestCase("/api/v1/images/layout")]
    [TestCase("/api/v1/images/export")]
    [TestCase("/api/v1/images/ID")]
    [TestCase("/api/v1/images/ID/content")]
    [TestCase("/api/v1/images/ID/thumbnail")]
    [TestCase("/api/v1/images/ID/thumbnail?size=100")]
    [TestCase("/api/v1/images/ID/similar")]
    [TestCase("/api/v1/images/ID/embedding")]
    [TestCase("/api/v1/categories")]
    [TestCase("/api/v1/index")]
    [TestCase("/api/v1/jobs")]
    [TestCase("/api/v1/models")]
    [TestCase("/api/v1/spaces")]
    [TestCase("/api/v1/stats")]
    [TestCase("/api/images")]
    [TestCase("/images/a.jpg")]
    [TestCase("/images/thumb/a.jpg")]
    [TestCase("/stats")]
    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    [TestCase("/metrics")]
    [TestCase("/openapi/v1.json")]
    [TestCase("/swagger/index.html")]
    [TestCase("/")]
    public async Task Head_WhereGetAnswers_AnswersTheSameHeadersWithoutABody(string path)
    {
        path = path.Replace("ID", $"{_id}", StringComparison.Ordinal);
        using var got = await Http.GetAsync(path);
        using var response = await HeadAsync(path);

        Assert.That(response.StatusCode, Is.EqualTo(got.StatusCode));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.Empty);
        Assert.That(response.Content.Headers.ContentType, Is.EqualTo(got.Content.Headers.ContentType));
        Assert.That(response.Headers.ETag, Is.EqualTo(got.Headers.ETag));
        Assert.That(response.Headers.CacheControl, Is.EqualTo(got.Headers.CacheControl));
    }

    [TestCase("content")]
    [TestCase("thumbnail")]
    public async Task Head_OfAFile_TellsItsLength(string file)
    {
        var bytes = await Http.GetByteArrayAsync($"/api/v1/images/{_id}/{file}");
        using var response = await HeadAsync($"/api/v1/images/{_id}/{file}");

        Assert.That(response.Content.Headers.ContentLength, Is.EqualTo(bytes.Length));
    }

    [Test]
    public async Task Head_WithConditionAndRange_AnswersAsGetDoes()
    {
        var path = $"/api/v1/images/{_id}/content";
        using var whole = await HeadAsync(path);
        using var unchanged = await HeadAsync(path, headers => headers.IfNoneMatch.Add(whole.Headers.ETag!));
        using var part = await HeadAsync(path, headers => headers.Range = new RangeHeaderValue(10, 19));

        Assert.That((int)unchanged.StatusCode, Is.EqualTo(304));
        Assert.That((int)part.StatusCode, Is.AnyOf(200, 206));
        Assert.That(await part.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [TestCase("/api/v1/events")]
    public async Task Head_OfAStream_EndsAfterItsHeaders(string path)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var response = await HeadAsync(path, cancellationToken: enough.Token);

        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
        Assert.That(await response.Content.ReadAsByteArrayAsync(enough.Token), Is.Empty);
    }

    [TestCase("/nothing", 404)]
    [TestCase("/api/v1/images/999999", 404)]
    [TestCase("/api/v1/images/999999/content", 404)]
    [TestCase("/api/v1/jobs/999999/events", 404)]
    [TestCase("/api/v1/images?limit=0", 400)]
    [TestCase("/api/v1/search", 405)]
    public async Task Head_WhereGetIsRefused_IsRefusedWithoutABody(string path, int status)
    {
        using var response = await HeadAsync(path);

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    private async Task<HttpResponseMessage> HeadAsync(
        string path, Action<HttpRequestHeaders>? with = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        with?.Invoke(request.Headers);
        return await Http.SendAsync(request, cancellationToken);
    }
}
