using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Hosting;

internal sealed class IndexChangeKillTests : ProcessFixture
{
    private const int Pictures = 60;

    /// <summary>A change from a lossy type reads every picture again, and one of the pictures blocks its reader.</summary>
    [Test]
    public async Task Kill_WhileTheIndexIsBeingChanged_AnswersFromTheOldAndEndsInTheNew()
    {
        await using (var first = await StartAsync("SQ8"))
        {
            var files = Enumerable.Range(0, Pictures - 1).Select(i => ($"{i}.jpg", TestImages.Jpeg(40, 40, i)))
                .Append(("last.png", TestImages.Png(40, 40, 0)));
            await first.Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(files).ToContent(), 201);
            await first.Http.WaitUntilIndexedAsync();
            await first.Http.PostAsync("/api/v1/index/jobs", new { mode = "type" }, 202);
            await WaitForAsync(first.Http, "faiss SQ8");
        }

        var blocked = await BlockedOriginal.CreateAsync(Data, Folder);
        using (var interrupted = await ServiceProcess.StartAsync(Data, Model, Settings("IVF2,Flat")))
        {
            await interrupted.Http.PostAsync("/api/v1/index/jobs", new { mode = "type" }, 202);
            while ((await interrupted.Http.ReadAsync("/api/v1/index"))["building"] is not { } building || building["indexed"]!.GetValue<int>() == 0)
                await Task.Delay(10);
            await AssertFoundAsync(interrupted.Http);
            Assert.That((await interrupted.Http.ReadAsync("/api/v1/index")).Text("engine"), Is.EqualTo("faiss SQ8"), "it is killed in the middle");
            await interrupted.KillAsync();
        }

        blocked.Release();
        await using var last = await StartAsync("IVF2,Flat");
        await AssertFoundAsync(last.Http);
        await WaitForAsync(last.Http, "faiss IVF2,Flat");
        await AssertFoundAsync(last.Http);
        Assert.That((await last.Http.ReadAsync("/api/v1/index"))["indexed"]!.GetValue<int>(), Is.EqualTo(Pictures));
        Assert.That((await last.Http.ReadAsync("/api/v1/spaces")).Items(), Has.Length.EqualTo(1));
        Assert.That(Directory.GetDirectories(Path.Combine(Data, "spaces")), Has.Length.EqualTo(1));
    }

    private static async Task WaitForAsync(HttpClient http, string engine)
    {
        JsonNode index;
        do
        {
            await Task.Delay(10);
            index = await http.ReadAsync("/api/v1/index");
        }
        while (index.Text("engine") != engine || index["pending"]!.GetValue<int>() > 0 || await AnyAtWorkAsync());

        async Task<bool> AnyAtWorkAsync() => (await http.ReadAsync("/api/v1/jobs")).Items().Any(job => job.Text("state") is "queued" or "running");
    }

    private static async Task AssertFoundAsync(HttpClient http)
    {
        using var query = new Multipart().File("query.jpg", TestImages.Jpeg(40, 40, 7), "file").Field("k", "1").ToContent();
        var found = await http.SendAsync(HttpMethod.Post, "/api/v1/search", query, 200);
        Assert.That(found.Items("results")[0]["image"]!.Text("name"), Is.EqualTo("7.jpg"));
        Assert.That(found["total"]!.GetValue<int>(), Is.EqualTo(Pictures));
    }

    private string[] Settings(string type) =>
        ["--Embedding:DecodeThreads=1", $"--Embedding:ModelsDirectory={Path.Combine(Folder, "models")}", $"--Index:Type={type}"];

    private Task<OpenedService> StartAsync(string type) => OpenedService.StartAsync(Data, Model, Settings(type));
}
