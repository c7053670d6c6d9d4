using System.Diagnostics;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Hosting;

internal sealed class ModelChangeTests : ProcessFixture
{
    private const int Pictures = 6;

    [Test]
    public async Task Start_AnotherModel_EmbedsTheLibraryAnewAndSearchesWait()
    {
        var other = TestModels.Write(Path.Combine(Folder, "models"), dimension: 48, seed: 2, name: "other.onnx");
        var space = await FillAsync();

        // Whoever opens the last picture's original now waits: the library stays in the middle of its way.
        var original = Directory.GetFiles(Path.Combine(Data, "images"), "*.png", SearchOption.AllDirectories).Single();
        File.Move(original, Path.Combine(Folder, "aside.png"));
        await RunAsync("mkfifo", original);
        for (var start = 0; start < 2; start++)
        {
            using var interrupted = await StartAsync(other);
            await AssertRebuildingAsync(interrupted.Http, space);
            await interrupted.KillAsync();
        }

        File.Move(Path.Combine(Folder, "aside.png"), original, overwrite: true);
        using var service = await StartAsync(other);
        // In flight at both abrupt ends, the picture may be suspected of them; then it is tried again only when somebody asks for it.
        await service.Http.WaitUntilIndexedAsync();
        await service.Http.PostAsync("/api/v1/images/retry", new { filter = new { status = "failed" } });
        await AssertMovedAsync(service.Http, space);
    }

    /// <summary>A library with one PNG, embedded with the first model; answers its space.</summary>
    private async Task<string> FillAsync()
    {
        using var service = await StartAsync(Model);
        var files = Enumerable.Range(1, Pictures - 1).Select(i => ($"{i}.jpg", TestImages.Jpeg(40, 40, i))).Append(("last.png", TestImages.Png(40, 40, 0)));
        await service.Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(files).ToContent(), 201);
        await service.Http.WaitUntilIndexedAsync();
        await service.Http.SendAsync(HttpMethod.Post, "/api/v1/search", Query(1), 200);
        Assert.That(await service.StopAsync(TimeSpan.FromSeconds(5)), Is.Zero);
        return Path.GetFileName(Directory.GetDirectories(Path.Combine(Data, "spaces")).Single());
    }

    private async Task AssertMovedAsync(HttpClient http, string old)
    {
        await http.WaitUntilIndexedAsync();
        var index = await http.ReadAsync("/api/v1/index");
        Assert.That(index.Text("space"), Is.Not.EqualTo(old));
        Assert.That((index["indexed"]!.GetValue<long>(), index["dimension"]!.GetValue<int>()), Is.EqualTo((Pictures, 48)));
        var found = await http.SendAsync(HttpMethod.Post, "/api/v1/search", Query(1), 200);
        Assert.That(found.Items("results")[0]["image"]!.Text("name"), Is.EqualTo("1.jpg"));
        Assert.That(found["total"]!.GetValue<long>(), Is.EqualTo(Pictures));
        Assert.That(Directory.GetDirectories(Path.Combine(Data, "spaces")).Select(Path.GetFileName), Does.Not.Contain(old), "the old space is gone");
    }

    private static async Task AssertRebuildingAsync(HttpClient http, string old)
    {
        var problem = await http.ProblemAsync(HttpMethod.Post, "/api/v1/search", 503, Query(1));
        Assert.That(problem.Text("title"), Is.EqualTo("rebuilding"));
        Assert.That(problem["percent"]!.GetValue<double>(), Is.InRange(0, 99.9));
        var images = (await http.ReadAsync("/api/v1/images")).Items();
        Assert.That(images, Has.Length.EqualTo(Pictures), "the pictures are all there");
        await http.ProblemAsync(HttpMethod.Get, $"/api/v1/images/{images[0].Id()}/similar", 503);
        var building = (await http.ReadAsync("/api/v1/index"))["building"]!;
        Assert.That(building.Members(), Is.EqualTo(new[] { "space", "model", "indexed", "total" }));
        Assert.That(building["total"]!.GetValue<long>(), Is.EqualTo(Pictures));
        Assert.That(building.Text("space"), Is.Not.EqualTo(old));
        await http.SendAsync(HttpMethod.Post, "/api/v1/embeddings", Query(1), 200);
    }

    private Task<ServiceProcess> StartAsync(string model) => ServiceProcess.StartAsync(Data, model, "--Embedding:DecodeThreads=1");

    private static async Task RunAsync(string program, string argument)
    {
        using var process = Process.Start(program, argument);
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero);
    }

    private static HttpContent Query(int seed) => new Multipart().File("query.jpg", TestImages.Jpeg(40, 40, seed), "file").ToContent();
}
