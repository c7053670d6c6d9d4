using System.Text.Json.Nodes;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Imaging;
using ImageSearch.Tests.Models;

namespace ImageSearch.Tests.Api.Hosting;

/// <summary>
/// What a service does by itself to get the recommended model. The registry is like the product's, but its source is a server of the test.
/// </summary>
internal sealed class RecommendedModelTests : ProcessFixture
{
    private readonly SemaphoreSlim _gate = new(0);
    private byte[] _content = [];
    private FileServer _server = null!;
    private Func<FileServer.Exchange, Task> _answer = null!;

    private string Models => Path.Combine(Folder, "models");

    [SetUp]
    public void Offer()
    {
        _content = File.ReadAllBytes(TestModels.Write(Path.Combine(Folder, "elsewhere"), ModelRegistryText.RecommendedDimension, seed: 2));
        _answer = exchange => exchange.FileAsync(_content);
        _server = new FileServer(exchange => _answer(exchange));
        ModelRegistryText.WriteRecommended(Models, "tiny.onnx", _content, $"{_server.Address}/zoo.onnx");
    }

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [OneTimeTearDown]
    public void DisposeGate() => _gate.Dispose();

    [Test]
    public async Task Start_EmptyLibrary_FetchesItAndMovesWithWhatCameMeanwhile()
    {
        _answer = Gated;
        await using (var service = await StartAsync())
        {
            await AddAsync(service.Http, 1, 2);
            var before = await FetchingAsync(service.Http);
            Assert.That((before.Text("active"), before["offer"], before["fetching"]!.Text("model")), Is.EqualTo(("small", (JsonNode?)null, "zoo")));
            Assert.That((await FindAsync(service.Http, 1)).Text("name"), Is.EqualTo("1.jpg"), "the built-in model answers");

            _gate.Release(2);
            await MovedAsync(service.Http);
            var job = (await service.Http.ReadAsync("/api/v1/jobs")).Items().Single();
            Assert.That((job.Text("kind"), job.Text("state"), job.Text("model")), Is.EqualTo(("space", "completed", "zoo")));
            Assert.That((await FindAsync(service.Http, 2)).Text("name"), Is.EqualTo("2.jpg"));
            Assert.That(service.Output, Does.Contain("Fetching zoo, ").And.Contain("Fetched zoo"));
        }

        var asked = _server.Requests.Count;
        await using var again = await StartAsync();
        Assert.That((await again.Http.ReadAsync("/api/v1/models")).Text("active"), Is.EqualTo("zoo"));
        Assert.That(_server.Requests, Has.Count.EqualTo(asked));
    }

    [Test]
    public async Task Start_KilledWhileItComes_GoesOnWhereItWas()
    {
        _answer = exchange => exchange.From is null ? HalfAsync(exchange) : exchange.FileAsync(_content);
        using (var service = await ServiceProcess.StartAsync(Data, "", Settings))
        {
            await AddAsync(service.Http, 1, 2);
            await Eventually.TrueAsync(
                () => Directory.Exists(Path.Combine(Data, "models"))
                    && new DirectoryInfo(Path.Combine(Data, "models")).GetFiles().Any(file => file.Length >= 1 << 16),
                "a part of it came");
            await service.KillAsync();
        }

        await using var again = await StartAsync();
        await MovedAsync(again.Http);

        Assert.That(_server.Requests[^1], Does.Contain("Range: bytes="));
        Assert.That((await again.Http.ReadAsync("/api/v1/index"))["indexed"]!.GetValue<int>(), Is.EqualTo(2));
    }

    [Test]
    public async Task Start_SourceDoesNotAnswer_SaysSoInOneLineAndTriesAgainAtTheNextStart()
    {
        ModelRegistryText.WriteRecommended(Models, "tiny.onnx", _content, $"{FileServer.Nothing()}/zoo.onnx");
        await using (var service = await StartAsync())
        {
            await Eventually.TrueAsync(() => service.Output.Contains("cannot be fetched now", StringComparison.Ordinal), "it was said");
            await AddAsync(service.Http, 1);
            Assert.That((await service.Http.ReadAsync("/api/v1/jobs"))["total"]!.GetValue<int>(), Is.Zero);
            Assert.That((await service.Http.ReadAsync("/api/v1/models"))["fetching"], Is.Null);
            Assert.That(service.Output.Split('\n').Count(line => line.Contains("zoo")), Is.EqualTo(1));
        }

        ModelRegistryText.WriteRecommended(Models, "tiny.onnx", _content, $"{_server.Address}/zoo.onnx");
        await using var again = await StartAsync();
        await MovedAsync(again.Http);
    }

    [Test]
    public async Task Start_AnotherFileComes_GivesUpWithoutAFailureAndTriesAgainAtTheNextStart()
    {
        _answer = exchange => exchange.FileAsync(new byte[_content.Length]);
        await using (var service = await StartAsync())
        {
            await Eventually.TrueAsync(() => service.Output.Contains("was abandoned", StringComparison.Ordinal), "it was said");
            var job = (await service.Http.ReadAsync("/api/v1/jobs")).Items().Single();
            Assert.That(job.Text("state"), Is.EqualTo("cancelled"));
            Assert.That(job.Text("problem"), Does.Contain("checksum").And.Contain("the next start tries again"));
            Assert.That((await service.Http.ReadAsync("/api/v1/models")).Text("active"), Is.EqualTo("small"));
        }

        _answer = exchange => exchange.FileAsync(_content);
        await using var again = await StartAsync();
        await MovedAsync(again.Http);
    }

    [Test]
    public async Task Start_CancelledByAUser_IsOfferedFromThenOn()
    {
        _answer = Gated;
        await using (var service = await StartAsync())
        {
            await FetchingAsync(service.Http);
            await service.Http.SendAsync(HttpMethod.Delete, $"/api/v1/jobs/{await JobAsync(service.Http)}", null, 200);
        }

        var asked = _server.Requests.Count;
        await using var again = await StartAsync();
        var models = await again.Http.ReadAsync("/api/v1/models");

        Assert.That((models.Text("active"), models.Text("offer"), models["fetching"]), Is.EqualTo(("small", "zoo", (JsonNode?)null)));
        Assert.That(_server.Requests, Has.Count.EqualTo(asked));
    }

    [Test]
    public async Task Use_AnotherModelMeanwhile_WinsForGood()
    {
        _answer = Gated;
        await using (var service = await StartAsync())
        {
            await FetchingAsync(service.Http);
            var automatic = await JobAsync(service.Http);
            // The model that is in use already; now it is chosen explicitly.
            await service.Http.SendAsync(HttpMethod.Post, "/api/v1/models/small/use", null, 202);
            while ((await service.Http.ReadAsync("/api/v1/jobs")).Items().Any(job => job.Text("state") is "queued" or "running"))
                await Task.Delay(10);
            Assert.That((await service.Http.ReadAsync($"/api/v1/jobs/{automatic}")).Text("state"), Is.EqualTo("cancelled"));
        }

        await using var again = await StartAsync();
        var models = await again.Http.ReadAsync("/api/v1/models");
        Assert.That((models.Text("active"), models["fetching"]), Is.EqualTo(("small", (JsonNode?)null)));
    }

    [Test]
    public async Task Start_FileThatIsThereAlready_IsUsedWithoutAskingAnybody()
    {
        await File.WriteAllBytesAsync(Path.Combine(Models, "zoo.onnx"), _content);

        await using var service = await StartAsync();
        await MovedAsync(service.Http);

        Assert.That(_server.Requests, Is.Empty);
    }

    [TestCase("--Models:Fetch=never", ExpectedResult = null)]
    [TestCase("--Models:Offline=true", ExpectedResult = null)]
    [TestCase("--Models:Fetch=ask", ExpectedResult = "zoo")]
    [TestCase("--Embedding:Model=small", ExpectedResult = "zoo")]
    public async Task<string?> Start_NotAllowedOrAModelGiven_SendsNoRequest(string argument)
    {
        await using var service = await StartAsync(argument);
        await AddAsync(service.Http, 1);

        var models = await service.Http.ReadAsync("/api/v1/models");
        Assert.That((models.Text("active"), models["fetching"]), Is.EqualTo(("small", (JsonNode?)null)));
        Assert.That((await service.Http.ReadAsync("/api/v1/jobs"))["total"]!.GetValue<int>(), Is.Zero);
        Assert.That(_server.Requests, Is.Empty);
        return models["offer"]?.GetValue<string>();
    }

    [Test]
    public async Task Start_LibraryThatHasPictures_OffersItOnly()
    {
        await using (var service = await StartAsync("--Models:Fetch=ask"))
            await AddAsync(service.Http, 1);

        await using var again = await StartAsync();
        await AddAsync(again.Http, 2);

        Assert.That((await again.Http.ReadAsync("/api/v1/models")).Text("offer"), Is.EqualTo("zoo"));
        Assert.That(_server.Requests, Is.Empty);
    }

    private string[] Settings => [$"--Embedding:ModelsDirectory={Models}", "--Models:StallSeconds=5", "--Models:Fetch=auto"];

    private Task<OpenedService> StartAsync(params string[] arguments) => OpenedService.StartAsync(Data, "", [.. Settings, .. arguments]);

    private async Task Gated(FileServer.Exchange exchange)
    {
        await exchange.HeadAsync("200 OK", $"Content-Length: {_content.Length}");
        await _gate.WaitAsync(exchange.Closing);
        await exchange.BodyAsync(_content);
    }

    private async Task HalfAsync(FileServer.Exchange exchange)
    {
        await exchange.HeadAsync("200 OK", $"Content-Length: {_content.Length}");
        await exchange.BodyAsync(_content[..^1000]);
        await exchange.StallAsync();
    }

    private static async Task AddAsync(HttpClient http, params int[] seeds)
    {
        var files = seeds.Select(seed => ($"{seed}.jpg", TestImages.Jpeg(40, 40, seed)));
        await http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(files).ToContent(), 201);
        await http.WaitUntilIndexedAsync();
    }

    private static async Task<JsonNode> FindAsync(HttpClient http, int seed)
    {
        var query = new Multipart().File("query.jpg", TestImages.Jpeg(40, 40, seed), "file").ToContent();
        return (await http.SendAsync(HttpMethod.Post, "/api/v1/search", query, 200)).Items("results")[0]["image"]!;
    }

    /// <summary>The models, once a job fetches one.</summary>
    private static async Task<JsonNode> FetchingAsync(HttpClient http)
    {
        JsonNode models;
        while ((models = await http.ReadAsync("/api/v1/models"))["fetching"]?["job"] is null)
            await Task.Delay(10);
        return models;
    }

    private static async Task<long> JobAsync(HttpClient http) => (await http.ReadAsync("/api/v1/models"))["fetching"]!["job"]!.GetValue<long>();

    private static async Task MovedAsync(HttpClient http)
    {
        for (var waited = 0; (await http.ReadAsync("/api/v1/models")).Text("active") != "zoo"; waited++)
        {
            Assert.That(waited, Is.LessThan(1500), "the library does not move");
            await Task.Delay(20);
        }

        // The old space is removed after the switch.
        while ((await http.ReadAsync("/api/v1/jobs")).Items().Any(job => job.Text("state") == "running"))
            await Task.Delay(10);
        await http.WaitUntilIndexedAsync();
    }
}
