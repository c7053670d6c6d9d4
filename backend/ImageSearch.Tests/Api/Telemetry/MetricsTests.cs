using System.Net.Http.Headers;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Telemetry;

/// <summary>The instruments belong to the whole process, so the figures of other services would be added.</summary>
[NonParallelizable]
internal sealed class MetricsTests : ServiceFixture
{
    [Test]
    public async Task Scrape_BeforeAndAfterWork_HasEveryFigure()
    {
        await ScrapeEmptyAsync();
        await ScrapeAfterWorkAsync();
    }

    private async Task ScrapeEmptyAsync()
    {
        var text = await ScrapeAsync();

        foreach (var status in new[] { "indexed", "pending", "failed" })
            Assert.That(text, Does.Contain($"imagesearch_images{{status=\"{status}\"}} 0\n"));
        Assert.That(text, Does.Contain("\nimagesearch_index_memory_bytes{} 0\n").And.Contain("# TYPE imagesearch_images gauge\n"));
    }

    private async Task ScrapeAfterWorkAsync()
    {
        var image = await AddAsync("a.jpg", TestImages.Jpeg(60, 60, 1));
        await AddAsync("b.jpg", TestImages.Truncated(TestImages.Jpeg(300, 300, 9), 0.5));
        await GetAsync($"/api/v1/images/{image.Id()}/similar");
        var text = await ScrapeAsync();

        Assert.That(text, Does.Contain("imagesearch_images{status=\"indexed\"} 1\n").And.Contain("imagesearch_images{status=\"failed\"} 1\n"));
        foreach (var counter in new[] { "imagesearch_images_added_total", "imagesearch_images_embedded_total", "imagesearch_images_failed_total" })
            Assert.That(text, Does.Match($"(?m)^# TYPE {counter} counter$").And.Match($"(?m)^{counter}\\{{\\}} [1-9]"));
        foreach (var histogram in new[] {
            "imagesearch_search_duration_seconds",
            "imagesearch_decode_duration_seconds",
            "imagesearch_embed_duration_seconds" })
        {
            Assert.That(text, Does.Match($"(?m)^{histogram}_count\\{{\\}} [1-9]"));
            foreach (var bound in new[] { "0.001", "0.0025", "0.1", "30", "+Inf" })
                Assert.That(text, Does.Contain($"{histogram}_bucket{{le=\"{bound}\"}}"));
        }

        Assert.That(text, Does.Match(
            "(?m)^http_server_request_duration_seconds_bucket\\{[^}\\n]*http_route=\"/api/v1/images/\\{id:long\\}/similar\"[^}\\n]*le=\"0.001\""));
        Assert.That(text, Does.Match("(?m)^http_server_active_requests\\{.*\\} 1$"));
    }

    [Test]
    public async Task Scrape_AfterManyPaths_HasNoLabelForAny()
    {
        for (var i = 0; i < 30; i++)
        {
            using var missing = await Http.GetAsync($"/images/forged%0A%22{i}.jpg");
            using var nothing = await Http.GetAsync($"/nothing/{i}");
            using var method = await Http.SendAsync(new HttpRequestMessage(new HttpMethod($"BREW{i}"), "/"));
        }

        var text = await ScrapeAsync();

        Assert.That(text, Does.Not.Contain("forged").And.Not.Contain("/nothing/").And.Not.Contain("BREW"));
    }

    [TestCase("text/plain", "text/plain")]
    [TestCase("*/*", "text/plain")]
    [TestCase("text/html", "text/plain")]
    [TestCase("application/openmetrics-text; version=1.0.0", "application/openmetrics-text")]
    [TestCase("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1", "application/openmetrics-text")]
    public async Task Scrape_ByAccept_AnswersInThatFormatWithoutExemplars(string accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();

        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo(type));
        Assert.That(text, Does.Contain("imagesearch_images{").And.Not.Contain("# {").And.Not.Contain("trace_id"));
        Assert.That(text.TrimEnd().EndsWith("# EOF", StringComparison.Ordinal), Is.EqualTo(type == "application/openmetrics-text"));
    }

    [Test]
    public async Task Scrape_FromAForeignPage_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var response = await Http.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.EqualTo(403));
    }

    private async Task<string> ScrapeAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
        using var response = await Http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
