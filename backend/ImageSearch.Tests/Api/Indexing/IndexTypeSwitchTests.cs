using System.Collections.Concurrent;
using System.Net.Http.Json;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Indexing;

internal sealed class IndexTypeSwitchTests : ServiceFixture
{
    private const int Awaited = 50;
    private const int Pictures = 40;

    private readonly ConcurrentQueue<string> _problems = new();

    private protected override Service Create() => new(
        // The last one is a setting of an earlier version.
        null, ("Index:Type", "IVF50,Flat"), ("Index:Metric", "l2"), ("Index:Probes", "50"), ("Index:TrainingPictures", "40"));

    protected override Task FillAsync() => UploadAsync(0, Pictures);

    [Test]
    public async Task ChangeType_UnderLoad_IsAnnouncedAndEverySearchAnswers()
    {
        var waiting = await GetAsync("/api/v1/index");
        Assert.That((waiting.Text("engine"), waiting.Text("metric")), Is.EqualTo(("faiss Flat", "l2")));
        Assert.That(
            waiting.Text("indexNote"),
            Does.Contain($"IVF50,Flat is trained on {Awaited} pictures or more, better on 1950; the library has {Pictures}."));
        var refused = await Http.ProblemAsync(HttpMethod.Post, "/api/v1/index/jobs", 409, JsonContent.Create(new { mode = "type" }));
        Assert.That(refused.Text("detail"), Does.Contain($"{Awaited} pictures or more").And.Contain($"{Pictures} are indexed"));
        using var enough = new CancellationTokenSource();
        var searching = Enumerable.Range(0, 3).Select(number => SearchAsync(number, enough.Token)).ToArray();

        await UploadAsync(Pictures, Awaited - Pictures);
        var id = (await Http.PostAsync("/api/v1/index/jobs", new { mode = "type" }, 202)).Id();
        while ((await GetAsync($"/api/v1/jobs/{id}")).Text("state") is "queued" or "running")
            await Task.Delay(10);
        await Task.Delay(100);
        await enough.CancelAsync();

        Assert.That((await Task.WhenAll(searching)).Sum(), Is.GreaterThan(10));
        Assert.That(_problems, Is.Empty);
        var index = await GetAsync("/api/v1/index");
        Assert.That((index.Text("engine"), index.Text("metric"), index["indexNote"]), Is.EqualTo(("faiss IVF50,Flat", "l2", (object?)null)));
        Assert.That(index["indexed"]!.GetValue<int>(), Is.EqualTo(Awaited));
    }

    private async Task UploadAsync(int from, int count)
    {
        var files = Enumerable.Range(from, count).Select(seed => ($"{seed}.jpg", Picture(seed)));
        await Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(files).ToContent(), 201);
        await Http.WaitUntilIndexedAsync();
    }

    /// <summary>
    /// Searches continuously for pictures of the library, each its own nearest neighbour; returns the number of searches.
    /// </summary>
    private async Task<int> SearchAsync(int number, CancellationToken enough)
    {
        var (random, searches) = (new Random(number), 0);
        for (; !enough.IsCancellationRequested; searches++)
        {
            var seed = random.Next(Pictures);
            using var form = new Multipart().File("query.jpg", Picture(seed), "file").Field("k", "3").ToContent();
            using var response = await Http.PostAsync("/api/v1/search", form, CancellationToken.None);
            var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
            if (!response.IsSuccessStatusCode || !text.Contains($"\"{seed}.jpg\"", StringComparison.Ordinal)
                || !text.Contains("\"similarity\":1,", StringComparison.Ordinal))
            {
                _problems.Enqueue($"{seed}: {(int)response.StatusCode} {text}");
            }
        }

        return searches;
    }

    private static byte[] Picture(int seed) => TestImages.Jpeg(40, 40, seed);
}
