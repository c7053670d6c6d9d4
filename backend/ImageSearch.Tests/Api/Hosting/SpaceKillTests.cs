using System.Collections.Concurrent;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Hosting;

internal sealed class SpaceKillTests : ProcessFixture
{
    private const int Kills = 3;

    private readonly ConcurrentDictionary<string, byte[]> _acknowledged = new();
    private int _seed;

    [Test]
    public async Task Kill_WhileASpaceIsBuiltAndPicturesArrive_LosesNothingAndEndsInTheNewSpace()
    {
        var other = TestModels.Write(Path.Combine(Folder, "models"), dimension: 64, seed: 2, inputSize: 384, name: "other.onnx");
        await using (var first = await OpenedService.StartAsync(Data, Model, Settings))
        {
            for (var i = 0; i < 4; i++)
                await UploadAsync(first.Http, 40);
            await first.Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(("last.png", TestImages.Png(40, 40, 0))).ToContent(), 201);
            await first.Http.WaitUntilIndexedAsync();
        }

        var blocked = await BlockedOriginal.CreateAsync(Data, Folder);
        var random = new Random(20261121);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var service = await ServiceProcess.StartAsync(Data, other, Settings);
            var uploading = UploadUntilItEndsAsync(service.Http);
            for (var before = _acknowledged.Count; _acknowledged.Count == before;)
                await Task.Delay(5);
            // The first kill hits a space that is being built and cannot be finished; the others come at any time.
            while (kill == 0 && (await service.Http.ReadAsync("/api/v1/index"))["building"] is null)
                await Task.Delay(5);
            await Task.Delay(random.Next(0, 200));
            await service.KillAsync();
            await uploading;
            if (kill == 0)
                blocked.Release();
        }

        await using var last = await OpenedService.StartAsync(Data, other, Settings);
        await WaitForJobAsync(last.Http);
        await last.Http.WaitUntilIndexedAsync();
        foreach (var (name, bytes) in _acknowledged)
            await AssertFoundAsync(last.Http, name, bytes);
        Assert.That((await last.Http.ReadAsync("/api/v1/spaces")).Items().Single()["dimension"]!.GetValue<int>(), Is.EqualTo(64));
        TestContext.Out.WriteLine($"{_acknowledged.Count} pictures were acknowledged");
    }

    /// <summary>One change of the model is one job, however often the service was started.</summary>
    private static async Task WaitForJobAsync(HttpClient http)
    {
        while ((await http.ReadAsync("/api/v1/jobs")).Items().Single().Text("state") is "queued" or "running")
            await Task.Delay(10);
        Assert.That((await http.ReadAsync("/api/v1/jobs")).Items().Single().Text("state"), Is.EqualTo("completed"));
    }

    private async Task UploadUntilItEndsAsync(HttpClient http)
    {
        try
        {
            while (true)
                await UploadAsync(http, 2);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The service was killed: a request without an answer was not acknowledged.
        }
    }

    private async Task UploadAsync(HttpClient http, int count)
    {
        var files = Enumerable.Range(0, count).Select(_ => Interlocked.Increment(ref _seed))
            .Select(seed => ($"{seed}.jpg", TestImages.Jpeg(40, 40, seed)))
            .ToList();
        using var form = Multipart.Of(files).ToContent();
        await http.SendAsync(HttpMethod.Post, "/api/v1/images", form, 201);
        foreach (var (name, bytes) in files)
            _acknowledged[name] = bytes;
    }

    private static async Task AssertFoundAsync(HttpClient http, string name, byte[] bytes)
    {
        using var query = new Multipart().File("query.jpg", bytes, "file").Field("k", "1").ToContent();
        var hit = (await http.SendAsync(HttpMethod.Post, "/api/v1/search", query, 200)).Items("results")[0];
        Assert.That((hit["image"]!.Text("name"), hit["similarity"]!.GetValue<double>()), Is.EqualTo((name, 1.0)));
    }

    // Two decoder threads: one of them waits for the picture that cannot be read.
    private string[] Settings => ["--Embedding:DecodeThreads=2", $"--Embedding:ModelsDirectory={Path.Combine(Folder, "models")}"];
}
