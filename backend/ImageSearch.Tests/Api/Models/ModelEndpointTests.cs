using System.Text.Json.Nodes;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Imaging;
using ImageSearch.Tests.Models;

namespace ImageSearch.Tests.Api.Models;

internal sealed class ModelEndpointTests : ServiceFixture
{
    private readonly List<FileServer> _servers = [];

    [OneTimeTearDown]
    public async Task StopServersAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private protected override Service Create()
    {
        var service = new Service(settings: ("Models:StallSeconds", "5"));
        var elsewhere = Path.Combine(service.Folder, "elsewhere");
        var content = File.ReadAllBytes(TestModels.Write(elsewhere, seed: 2));
        Directory.Delete(elsewhere, recursive: true);
        _servers.Add(new FileServer(exchange => exchange.FileAsync(content)));
        ModelRegistryText.Write(Path.Combine(service.Folder, "models"), content, $"{_servers[0].Address}/zoo.onnx");
        return service;
    }

    protected override async Task FillAsync()
    {
        for (var i = 0; i < 3; i++)
            await AddAsync($"{i}.jpg", TestImages.Jpeg(24, 24, i));
    }

    [Test]
    public async Task Models_ListedFetchedUsedAndDeleted_OneAfterTheOther()
    {
        await ListAsync();
        await PullAsync();
        await UseAsync();
        await DeleteInUseAsync();
    }

    private async Task ListAsync()
    {
        var list = await GetAsync("/api/v1/models");

        Assert.That(list.Members(), Is.EqualTo(new[] { "items", "active" }));
        Assert.That(list.Text("active"), Does.StartWith("custom-"));
        Assert.That(list.Items()[0].Members(), Is.EqualTo(new[]
        {
            "id", "name", "builtIn", "installed", "bytes", "partialBytes", "size", "dimension", "licence", "sources",
        }));
        Assert.That(list.Items().Select(model => model.Text("id")), Is.EqualTo(new[] { "zoo", "zoo-64" }));
    }

    private async Task PullAsync()
    {
        var job = await RunAsync("zoo/pull");

        Assert.That((job.Text("kind"), job["current"]!.GetValue<long>()), Is.EqualTo(("model-pull", job["total"]!.GetValue<long>())));
        var model = (await GetAsync("/api/v1/models")).Items()[0];
        Assert.That((model["installed"]!.GetValue<bool>(), model.Text("path")), Is.EqualTo((true, Path.Combine(Service.Data, "models", "zoo.onnx"))));
        var verified = await Http.SendAsync(HttpMethod.Post, "/api/v1/models/zoo/verify", null, 200);
        Assert.That((verified.Members(), verified["sound"]!.GetValue<bool>()), Is.EqualTo((new[] { "id", "sound", "sha256", "path" }, true)));
    }

    /// <summary>Two models of one file make two spaces.</summary>
    private async Task UseAsync()
    {
        foreach (var id in new[] { "zoo", "zoo-64" })
        {
            var job = await RunAsync($"{id}/use", """{"keepOld": true}""");

            Assert.That(job.Text("state"), Is.EqualTo("completed"));
            var index = await GetAsync("/api/v1/index");
            Assert.That((index.Text("model"), index["indexed"]!.GetValue<long>()), Is.EqualTo((id, 3)));
            Assert.That((await GetAsync("/api/v1/models")).Text("active"), Is.EqualTo(id));
        }
    }

    private async Task DeleteInUseAsync()
    {
        var problem = await Http.ProblemAsync(HttpMethod.Delete, "/api/v1/models/zoo", 409);

        Assert.That(problem.Text("type"), Is.EqualTo("urn:imagesearch:model-conflict"));
        Assert.That(problem.Text("detail"), Does.Contain("Use another model"));
    }

    [Test]
    public async Task Post_UseOfAModelThatIsNotHere_FetchesAndMovesInOneJob()
    {
        await using var service = new Service();
        var content = File.ReadAllBytes(TestModels.Write(Path.Combine(service.Data, "elsewhere"), seed: 2));
        Directory.Delete(Path.Combine(service.Data, "elsewhere"), recursive: true);
        using var gate = new SemaphoreSlim(0);
        await using var server = new FileServer(async exchange =>
        {
            await gate.WaitAsync(exchange.Closing);
            await exchange.FileAsync(content);
        });
        ModelRegistryText.Write(Path.Combine(service.Folder, "models"), content, $"{server.Address}/zoo.onnx");

        var started = await service.Http.SendAsync(HttpMethod.Post, "/api/v1/models/zoo/use", null, 202);
        var again = await service.Http.SendAsync(HttpMethod.Post, "/api/v1/models/zoo/use", null, 202);
        var list = await service.Http.ReadAsync("/api/v1/models");
        gate.Release(2);
        var job = await EndAsync(service.Http, started.Id());

        Assert.That(
            (started.Text("kind"), started.Text("unit"), started.Text("model"), again.Id()),
            Is.EqualTo(("space", "bytes", "zoo", started.Id())));
        Assert.That(list["fetching"]!.Members(), Is.EqualTo(new[] { "model", "name", "received", "bytes", "job", "moveNext" }));
        Assert.That((list["fetching"]!.Text("model"), list["fetching"]!["moveNext"]!.GetValue<bool>()), Is.EqualTo(("zoo", true)));
        Assert.That((job.Text("state"), job["unit"], job.Text("model")), Is.EqualTo(("completed", (JsonNode?)null, "zoo")));
        Assert.That((await service.Http.ReadAsync("/api/v1/models")).Text("active"), Is.EqualTo("zoo"));
    }

    [TestCase("pull")]
    [TestCase("verify")]
    [TestCase("use")]
    public Task Post_UnknownModel_Is404(string verb) => Http.ProblemAsync(HttpMethod.Post, $"/api/v1/models/nonsense/{verb}", 404);

    [Test]
    public Task Delete_UnknownModel_Is404() => Http.ProblemAsync(HttpMethod.Delete, "/api/v1/models/nonsense", 404);

    [Test]
    public async Task Post_PullOffline_SaysSo([Values("Models:Offline=true", "Models:Fetch=never")] string setting)
    {
        await using var offline = new Service(settings: (setting.Split('=')[0], setting.Split('=')[1]));
        ModelRegistryText.Write(Path.Combine(offline.Folder, "models"), [1], "https://example.org/zoo.onnx");

        Assert.That((await offline.Http.ProblemAsync(HttpMethod.Post, "/api/v1/models/zoo/pull", 409)).Text("detail"), Does.Contain("runs offline"));
        Assert.That((await offline.Http.ProblemAsync(HttpMethod.Post, "/api/v1/models/zoo/use", 409)).Text("detail"), Does.Contain("runs offline"));
    }

    [Test]
    public async Task Post_PullNobodyGives_FailsTheJobAndSaysWhy()
    {
        await using var service = new Service();
        ModelRegistryText.Write(Path.Combine(service.Folder, "models"), [1], $"{FileServer.Nothing()}/zoo.onnx");
        var started = await service.Http.SendAsync(HttpMethod.Post, "/api/v1/models/zoo/pull", null, 202);

        var job = await EndAsync(service.Http, started.Id());

        Assert.That(job.Text("state"), Is.EqualTo("failed"));
        Assert.That(job.Text("problem"), Does.Contain("Zoo could not be fetched").And.Contain("cannot be reached"));
    }

    private async Task<JsonNode> RunAsync(string path, string? body = null)
    {
        var content = body is null ? null : new StringContent(body, null, "application/json");
        return await EndAsync(Http, (await Http.SendAsync(HttpMethod.Post, $"/api/v1/models/{path}", content, 202)).Id());
    }

    private static async Task<JsonNode> EndAsync(HttpClient http, long id)
    {
        for (var waited = 0; ; waited++)
        {
            var job = await http.ReadAsync($"/api/v1/jobs/{id}");
            if (job.Text("state") is not ("queued" or "running"))
                return job;
            Assert.That(waited, Is.LessThan(1000), "the job does not end");
            await Task.Delay(20);
        }
    }
}
