namespace ImageSearch.BrowserTests.Proxy;

/// <summary>HEAD through the real nginx: the page's own files and the endpoints of the service.</summary>
[TestFixture]
internal sealed class HeadTests
{
    private HttpClient _http = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _http = new HttpClient { BaseAddress = (await Shared.StackAsync()).Page };

    [OneTimeTearDown]
    public void Stop() => _http?.Dispose();

    [TestCase("/", "text/html")]
    [TestCase("/index.html", "text/html")]
    [TestCase("/app.js", "text/javascript")]
    [TestCase("/api/v1/images", "application/json")]
    [TestCase("/api/v1/images/layout", "application/json")]
    [TestCase("/api/v1/events", "text/event-stream")]
    [TestCase("/api/images", "application/json")]
    [TestCase("/stats", "application/json")]
    [TestCase("/health/ready", "application/json")]
    [TestCase("/openapi/v1.json", "application/json")]
    public async Task Head_OfWhatThePageAsksFor_AnswersWithoutABody(string path, string type)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await _http.SendAsync(request, enough.Token);

        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo(type));
        Assert.That(await response.Content.ReadAsByteArrayAsync(enough.Token), Is.Empty);
    }
}
