using System.Text.RegularExpressions;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api;

internal sealed partial class ServiceEndpointTests : ServiceFixture
{
    private const string Sample = """^[a-z_]+(_total|_seconds|_bucket|_sum|_count)?(\{([a-z_]+="[^"\n]*",?)*\})? [-+0-9.eE]+$""";

    protected override async Task FillAsync() => await AddAsync("a.jpg", TestImages.Jpeg(30, 30, 1), category: "dress", tags: "red");

    [Test]
    public async Task Stats_ALibrary_CountsIt()
    {
        var stats = await GetAsync("/api/v1/stats");

        Assert.That(
            stats.Members(),
            Is.EqualTo(new[] { "images", "indexed", "pending", "failed", "storedBytes", "categories", "tags", "index", "version" }));
        Assert.That(stats["images"]!.GetValue<long>(), Is.EqualTo(1));
        Assert.That(stats["storedBytes"]!.GetValue<long>(), Is.EqualTo(TestImages.Jpeg(30, 30, 1).Length));
        Assert.That(stats["categories"]!.ToJsonString(), Is.EqualTo("""[{"name":"dress","count":1}]"""));
    }

    [Test]
    public async Task Health_ARunningService_IsLiveAndReady()
    {
        Assert.That((await GetAsync("/health/live")).Text("status"), Is.EqualTo("live"));
        Assert.That((await GetAsync("/health/ready")).Text("status"), Is.EqualTo("ready"));
    }

    [Test]
    public async Task Metrics_AfterRequests_AreInPrometheusFormat()
    {
        await GetAsync("/api/v1/images");
        using var response = await Http.GetAsync("/metrics");
        var text = await response.Content.ReadAsStringAsync();

        var type = response.Content.Headers.ContentType!;
        Assert.That((type.MediaType, type.CharSet), Is.EqualTo(("text/plain", "utf-8")));
        Assert.That(type.Parameters.Single(parameter => parameter.Name == "version").Value, Is.EqualTo("0.0.4"));
        // How many belongs to the process: services of other tests count, too.
        Assert.That(text, Does.Match("imagesearch_images\\{status=\"indexed\"\\} \\d+\n"));
        Assert.That(text, Does.Contain("imagesearch_images_embedded_total").And.Contain("http_server_request_duration_seconds_count"));
        Assert.That(text, Does.EndWith("\n"));
        foreach (var line in text.TrimEnd('\n').Split('\n').Where(line => line[0] != '#'))
            Assert.That(SampleLine().IsMatch(line), line);
    }

    [Test]
    public async Task Root_LeadsToSwagger()
    {
        using var response = await Http.GetAsync("/");

        Assert.That((int)response.StatusCode, Is.EqualTo(302));
        Assert.That(response.Headers.Location!.ToString(), Is.EqualTo("/swagger"));
    }

    [Test]
    public async Task Swagger_Opened_ShowsThePageWithoutForeignAddresses()
    {
        var page = await Http.GetStringAsync("/swagger/index.html");

        Assert.That(page, Does.Contain("swagger-ui").And.Not.Contain("https://"));
    }

    [TestCase("GET", "/nothing")]
    [TestCase("GET", "/api/v1/nothing")]
    [TestCase("GET", "/api/v2/images")]
    [TestCase("GET", "/api/v1/images/1/nothing")]
    [TestCase("GET", "/api/v1/jobs/abc")]
    [TestCase("GET", "/%2e%2e/%2e%2e/etc/passwd")]
    [TestCase("GET", "/images/..%2f..%2fetc%2fpasswd")]
    [TestCase("POST", "/nothing")]
    public async Task Any_UnknownRoute_Is404AsAProblem(string method, string path) => await Http.ProblemAsync(new HttpMethod(method), path, 404);

    [TestCase("PUT", "/api/v1/images")]
    [TestCase("PATCH", "/api/v1/images")]
    [TestCase("GET", "/api/v1/search")]
    [TestCase("POST", "/api/v1/index")]
    [TestCase("GET", "/api/v1/images/delete")]
    [TestCase("DELETE", "/health/live")]
    [TestCase("TRACE", "/api/v1/images")]
    public async Task Any_WrongMethod_Is405OrUnknownAsAProblem(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await Http.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.AnyOf(404, 405));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
    }

    [GeneratedRegex(Sample)]
    private static partial Regex SampleLine();
}
