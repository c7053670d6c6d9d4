using System.Text.RegularExpressions;
using ImageSearch.Tests.Api.Hosting;
using ImageSearch.Tests.Embedding;

namespace ImageSearch.Tests.Api.Logging;

/// <summary>The console output of a real process.</summary>
internal sealed partial class RequestLogTests
{
    [Test]
    public async Task Requests_Hostile_AreOneLineEachAndProbesNone()
    {
        var folder = Directory.CreateTempSubdirectory("imagesearch-log-").FullName;
        try
        {
            using var service = await ServiceProcess.StartAsync(Path.Combine(folder, "data"), TestModels.Write(Path.Combine(folder, "models")));
            await AskAsync(service, "/health/live");
            await AskAsync(service, "/health/ready");
            await AskAsync(service, "/metrics");
            await AskAsync(service, "/api/v1/images?limit=1");
            await AskAsync(service, "/first%0A2026-01-01T00:00:00.000+00:00%20INF%20forged%0D%1B[31mred%1B[0m%E2%80%A8%C2%85");
            await AskAsync(service, "/images/%0Aforged%1B[2J.jpg", ("User-Agent", "forged"), ("X-Request-Id", "forged"));
            Assert.That(await service.StopAsync(TimeSpan.FromSeconds(20)), Is.Zero);

            var lines = service.Output.Split('\n', StringSplitOptions.TrimEntries);
            Assert.That(lines, Is.All.Matches<string>(line => Line().IsMatch(line!)), service.Output);
            Assert.That(lines.Where(line => line.Contains("forged", StringComparison.Ordinal)), Has.Exactly(2).Items, service.Output);
            Assert.That(service.Output.Where(character => char.IsControl(character) && character is not ('\n' or '\r')), Is.Empty);
            Assert.That(lines.Count(line => Request().IsMatch(line)), Is.EqualTo(3), service.Output);
            Assert.That(service.Output, Does.Contain(" INF GET /api/v1/images 200 in ").And.Contain("/first%0A2026-01-01").And.Not.Contain("/health")
                .And
                .Not
                .Contain("/metrics"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AskAsync(ServiceProcess service, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await service.Http.SendAsync(request);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\S+ [A-Z]{3} \S")]
    private static partial Regex Line();

    [GeneratedRegex(@" GET /\S+ \d{3} in [0-9.]+ ms, trace \S+$")]
    private static partial Regex Request();
}
