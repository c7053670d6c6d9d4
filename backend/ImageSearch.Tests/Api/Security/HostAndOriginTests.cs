namespace ImageSearch.Tests.Api.Security;

internal sealed class HostAndOriginTests : ServiceFixture
{
    private protected override Service Create() => new(
        settings: [("Security:AllowedHosts:0", "photos.example"), ("Security:AllowedOrigins:0", "https://friend.example")]);

    [TestCase("localhost")]
    [TestCase("localhost:8000")]
    [TestCase("LOCALHOST:8000")]
    [TestCase("127.0.0.1:8000")]
    [TestCase("[::1]:8000")]
    [TestCase("photos.example")]
    [TestCase("photos.example:8443")]
    public async Task Host_Expected_IsAnswered(string host) => Assert.That(await StatusAsync("GET", host), Is.EqualTo(200));

    // DNS rebinding: the page's name leads to this machine, so browser and page believe that they are of one origin.
    [TestCase("evil.example")]
    [TestCase("evil.example:8000")]
    [TestCase("localhost.evil.example")]
    [TestCase("127.0.0.1.evil.example")]
    [TestCase("evil.photos.example")]
    [TestCase("10.0.0.5:8000")]
    public async Task Host_Foreign_IsRefused(string host)
    {
        Assert.That(await StatusAsync("GET", host), Is.EqualTo(400));
        Assert.That(await StatusAsync("POST", host, origin: $"http://{host}"), Is.EqualTo(400));
    }

    [TestCase("http://localhost:5000", "localhost:5000")]
    [TestCase("http://127.0.0.1:5000", "127.0.0.1:5000")]
    [TestCase("https://photos.example", "photos.example")]
    [TestCase("https://photos.example:8443", "photos.example:8443")]
    [TestCase("http://localhost", "localhost:80")]
    [TestCase("https://friend.example", "localhost:5000")]
    public async Task Origin_OwnOrAllowed_IsAnswered(string origin, string host)
    {
        Assert.That(await StatusAsync("GET", host, origin), Is.EqualTo(200));
        Assert.That(await StatusAsync("POST", host, origin), Is.Not.EqualTo(403));
    }

    [TestCase("https://evil.example")]
    [TestCase("http://localhost:3000")]
    [TestCase("http://localhost.evil.example")]
    [TestCase("http://friend.example")]
    [TestCase("null")]
    [TestCase("file://")]
    [TestCase("chrome-extension://abcdef")]
    [TestCase("nonsense")]
    public async Task Origin_Foreign_IsRefusedWhateverTheMethod(string origin)
    {
        foreach (var method in new[] { "GET", "POST", "DELETE", "PATCH" })
            Assert.That(await StatusAsync(method, "localhost:5000", origin), Is.EqualTo(403), method);
    }

    [TestCase("cross-site", "GET", "no-cors", "/api/v1/images", 403)]
    [TestCase("cross-site", "POST", "cors", "/api/v1/images/delete", 403)]
    [TestCase("cross-site", "GET", "navigate", "/api/v1/images", 403)]
    [TestCase("cross-site", "GET", "navigate", "/", 302)]
    [TestCase("cross-site", "GET", "navigate", "/swagger/index.html", 200)]
    [TestCase("cross-site", "POST", "navigate", "/swagger/index.html", 403)]
    [TestCase("same-origin", "GET", "cors", "/api/v1/images", 200)]
    [TestCase("none", "GET", "navigate", "/api/v1/images", 200)]
    public async Task FetchSite_WithoutOrigin_DecidesBySite(string site, string method, string mode, string path, int expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Headers.Add("Sec-Fetch-Mode", mode);
        using var response = await Http.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Refusal_IsAProblemThatNamesTheSetting()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/images") { Headers = { Host = "evil.example" } };
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();

        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(text, Does.Contain("Security:AllowedHosts").And.Contain("traceId").And.Contain("host-not-allowed"));
    }

    [TestCase("https://friend.example", 204)]
    [TestCase("https://evil.example", 403)]
    public async Task Preflight_ByOrigin_IsAllowedOrRefused(string origin, int expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/images/delete");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var response = await Http.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.EqualTo(expected));
        Assert.That(response.Headers.Contains("Access-Control-Allow-Origin"), Is.EqualTo(expected == 204));
    }

    private async Task<int> StatusAsync(string method, string host, string? origin = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/images") { Headers = { Host = host } };
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin);
        using var response = await Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
