using System.Collections.Concurrent;
using System.Text;
using ImageSearch.Tests.Api.Hosting;
using ImageSearch.Tests.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Tests.Api.Telemetry;

/// <summary>Export by OTLP to a collector of the test. Other services of the process would send to it too.</summary>
[NonParallelizable]
internal sealed class CollectorTests
{
    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();

    [Test]
    public async Task Service_WithACollectorNamed_SendsMetricsAndTracesUnderItsName()
    {
        await using var collector = await CollectAsync();
        await using var service = new Service(settings:
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_SERVICE_NAME", "gallery-of-mine"),
            ("OTEL_BSP_SCHEDULE_DELAY", "50"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "100"),
        ]);
        await service.Http.ReadAsync("/health/live");
        await service.Http
            .SendAsync(HttpMethod.Post, "/api/v1/search", new Multipart().File("q.png", TestImages.Png(48, 48, 2), "file").ToContent(), 200);

        // The request's own activity ends last and is sent last.
        await Eventually.TrueAsync(
            () => Has("/v1/traces", "/api/v1/search") && Has("/v1/metrics", "imagesearch.search.duration"), "metrics and traces have arrived");

        Assert.That(Has("/v1/traces", "gallery-of-mine") && Has("/v1/metrics", "gallery-of-mine"));
        foreach (var step in new[] { "decode", "embed", "search" })
            Assert.That(Has("/v1/traces", step), step);
        Assert.That(Has("/v1/traces", "/health/live"), Is.False);
    }

    [TestCase("here:4317")]
    [TestCase("ftp://127.0.0.1")]
    public async Task Service_WithACollectorThatIsNone_SaysSoAndDoesNotStart(string address)
    {
        var (exitCode, _, errors) = await EntryPoint.RunAsync($"--OTEL_EXPORTER_OTLP_ENDPOINT={address}", "--urls=http://127.0.0.1:0");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(
            errors,
            Does.StartWith("ImageSearch cannot start.").And.Contain("OTEL_EXPORTER_OTLP_ENDPOINT").And.Contain(address).And.Not.Contain("   at "));
    }

    private bool Has(string path, string text) => _received.Any(item => item.Path == path && item.Body.Contains(text, StringComparison.Ordinal));

    private async Task<WebApplication> CollectAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.Enqueue((context.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray())));
            context.Response.ContentType = "application/x-protobuf";
        });
        await collector.StartAsync();
        return collector;
    }
}
