using System.Text.Json.Nodes;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Hosting;

internal sealed class ModelChangeTests : ProcessFixture
{
    private const int Pictures = 6;

    [Test]
    public async Task Start_AnotherModel_IsBuiltBesideTheOldOneWhichAnswers()
    {
        var (other, space) = (OtherModel(), await FillAsync());
        var blocked = await BlockedOriginal.CreateAsync(Data, Folder);
        for (var start = 0; start < 2; start++)
        {
            using var interrupted = await ServiceProcess.StartAsync(Data, other, Settings);
            await AssertAnswersBesideAsync(interrupted.Http, space);
            await interrupted.KillAsync();
        }

        blocked.Release();
        await using var service = await StartAsync(other);
        await AssertMovedAsync(service.Http, space);
        Assert.That(
            (await service.Http.ReadAsync("/api/v1/jobs")).Items().Select(job => (job.Text("kind"), job.Text("state"))),
            Is.EqualTo(new[] { ("space", "completed") }));
    }

    [Test]
    public async Task Start_TheNewModelElsewhereThanBefore_GoesOnWithIt()
    {
        var space = await FillAsync();
        var first = TestModels.Write(Path.Combine(Folder, "first"), dimension: 48, seed: 2, name: "other.onnx");
        var blocked = await BlockedOriginal.CreateAsync(Data, Folder);
        using (var interrupted = await ServiceProcess.StartAsync(Data, first, Settings))
        {
            await AssertAnswersBesideAsync(interrupted.Http, space);
            await interrupted.KillAsync();
        }

        blocked.Release();
        Directory.Move(Path.Combine(Folder, "first"), Path.Combine(Folder, "second"));
        await using var service = await StartAsync(Path.Combine(Folder, "second", "other.onnx"));

        await AssertMovedAsync(service.Http, space);
    }

    [Test]
    public async Task Start_AnotherModelAndThenTheOldOne_StaysWhereItIs()
    {
        var (other, space) = (OtherModel(), await FillAsync());
        var blocked = await BlockedOriginal.CreateAsync(Data, Folder);
        using (var interrupted = await ServiceProcess.StartAsync(Data, other, Settings))
        {
            await AssertAnswersBesideAsync(interrupted.Http, space);
            await interrupted.KillAsync();
        }

        blocked.Release();
        await using var service = await StartAsync(Model);
        await service.Http.WaitUntilIndexedAsync();

        await AssertFoundAsync(service.Http, space);
        Assert.That((await service.Http.ReadAsync("/api/v1/jobs")).Items().Single().Text("state"), Is.EqualTo("cancelled"));
        Assert.That((await service.Http.ReadAsync("/api/v1/spaces")).Items().Single().Text("state"), Is.EqualTo("active"));
    }

    [Test]
    public async Task Start_AnotherModelAndTheOldOneGone_IsBuiltBesideTheVectorsWhichAnswer()
    {
        var (other, space) = (OtherModel(), await FillAsync());
        File.Delete(Model);
        var blocked = await BlockedOriginal.CreateAsync(Data, Folder);
        using (var interrupted = await ServiceProcess.StartAsync(Data, other, Settings))
        {
            await AssertVectorsAnswerAsync(interrupted.Http, space);
            Assert.That(interrupted.Output, Does.Contain("is not there any more"));
            await interrupted.KillAsync();
        }

        blocked.Release();
        await using var service = await StartAsync(other);
        await AssertMovedAsync(service.Http, space);
    }

    private string OtherModel() => TestModels.Write(Path.Combine(Folder, "models"), dimension: 48, seed: 2, name: "other.onnx");

    /// <summary>Creates a library with one PNG, embedded with the first model; returns its space.</summary>
    private async Task<string> FillAsync()
    {
        await using (var service = await StartAsync(Model))
        {
            var files = Enumerable.Range(1, Pictures - 1).Select(i => ($"{i}.jpg", TestImages.Jpeg(40, 40, i)))
                .Append(("last.png", TestImages.Png(40, 40, 0)));
            await service.Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(files).ToContent(), 201);
            await service.Http.WaitUntilIndexedAsync();
            await service.Http.SendAsync(HttpMethod.Post, "/api/v1/search", Query(1), 200);
        }

        return Path.GetFileName(Directory.GetDirectories(Path.Combine(Data, "spaces")).Single());
    }

    private static async Task AssertAnswersBesideAsync(HttpClient http, string old)
    {
        JsonNode? building;
        while ((building = (await http.ReadAsync("/api/v1/index"))["building"]) is null)
            await Task.Delay(10);
        Assert.That(building.Members(), Is.EqualTo(new[] { "space", "model", "indexed", "total" }));
        Assert.That(building.Text("space"), Is.Not.EqualTo(old));
        Assert.That(building["total"]!.GetValue<long>(), Is.EqualTo(Pictures));
        Assert.That(
            (await http.ReadAsync("/api/v1/spaces")).Items().Select(space => space.Text("state")),
            Is.EqualTo(new[] { "active", "building" }));
        await AssertFoundAsync(http, old);
        var added = await http.SendAsync(HttpMethod.Post, "/api/v1/embeddings", Query(1), 200);
        Assert.That((added.Text("space"), added["dimension"]!.GetValue<int>()), Is.EqualTo((old, 32)));
        Assert.That(
            (await http.ReadAsync("/api/v1/jobs")).Items().Select(job => (job.Text("kind"), job.Text("state"))),
            Is.EqualTo(new[] { ("space", "running") }));
        await http.ProblemAsync(HttpMethod.Delete, $"/api/v1/spaces/{building.Text("space")}", 409);
    }

    private static async Task AssertFoundAsync(HttpClient http, string space)
    {
        var found = await http.SendAsync(HttpMethod.Post, "/api/v1/search", Query(1), 200);
        Assert.That(found.Items("results")[0]["image"]!.Text("name"), Is.EqualTo("1.jpg"));
        Assert.That((found["total"]!.GetValue<long>(), found.Text("space")), Is.EqualTo((Pictures, space)));
    }

    private async Task AssertMovedAsync(HttpClient http, string old)
    {
        await Eventually.TrueAsync(
            async () => (await http.ReadAsync("/api/v1/jobs")).Items()
                .All(job => job.Text("state") is not ("queued" or "running")), "the move has ended");
        var index = await http.ReadAsync("/api/v1/index");
        Assert.That(index.Text("space"), Is.Not.EqualTo(old));
        Assert.That((index["indexed"]!.GetValue<long>(), index["dimension"]!.GetValue<int>()), Is.EqualTo((Pictures, 48)));
        await AssertFoundAsync(http, index.Text("space"));
        Assert.That(
            () => Directory.GetDirectories(Path.Combine(Data, "spaces")).Select(Path.GetFileName), Does.Not.Contain(old)
                .After(5000, 20), "the old space is gone");
    }

    private static async Task AssertVectorsAnswerAsync(HttpClient http, string old)
    {
        JsonNode? building;
        while ((building = (await http.ReadAsync("/api/v1/index"))["building"]) is null)
            await Task.Delay(10);
        Assert.That((building.Text("space") != old, building["total"]!.GetValue<long>()), Is.EqualTo((true, Pictures)));
        var images = (await http.ReadAsync("/api/v1/images")).Items();
        var similar = await http.ReadAsync($"/api/v1/images/{images[0].Id()}/similar");
        Assert.That((similar.Text("space"), similar.Items("results").Length), Is.EqualTo((old, Pictures - 1)));
        Assert.That(
            (await http.ProblemAsync(HttpMethod.Post, "/api/v1/search", 409, Query(1))).Text("type"),
            Is.EqualTo("urn:imagesearch:model-missing"));
    }

    private string[] Settings => ["--Embedding:DecodeThreads=1", $"--Embedding:ModelsDirectory={Path.Combine(Folder, "models")}"];

    private Task<OpenedService> StartAsync(string model) => OpenedService.StartAsync(Data, model, Settings);

    private static HttpContent Query(int seed) => new Multipart().File("query.jpg", TestImages.Jpeg(40, 40, seed), "file").ToContent();
}
