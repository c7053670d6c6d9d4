using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ImageSearch.Engine.Embedding;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Indexing;

internal sealed class SpaceSwitchTests : ServiceFixture
{
    private const int Pictures = 80;
    private const int Searchers = 3;

    private readonly ConcurrentQueue<string> _problems = new();
    private int _seed = Pictures;

    private string Models => Path.Combine(Service.Folder, "models");

    protected override async Task FillAsync()
    {
        foreach (var seeds in Enumerable.Range(0, Pictures).Chunk(40))
            await Http.SendAsync(HttpMethod.Post, "/api/v1/images", Form(seeds), 201);
        await Http.WaitUntilIndexedAsync();
    }

    /// <summary>
    /// The second model has as many dimensions as the first: a query embedded with one model and searched among the other's vectors would
    /// not find itself.
    /// </summary>
    [Test]
    public async Task Switch_ThereAndBackUnderLoad_EveryAnswerIsOfOneSpace()
    {
        var file = TestModels.Write(Models, dimension: 32, seed: 7, inputSize: 128, name: "second.onnx");
        var model = await new ModelLocator(new EmbeddingOptions { ModelsDirectory = Models }).DescribeAsync(file, null, CancellationToken.None);
        var first = (await GetAsync("/api/v1/index")).Text("space");
        using var enough = new CancellationTokenSource();
        var uploading = UploadAsync(enough.Token);
        var searching = Enumerable.Range(0, Searchers).Select(number => SearchAsync(number, enough.Token)).ToArray();

        await EndAsync((await Service.Library.UseModelAsync(model, keepOld: true, CancellationToken.None)).Id);
        var second = (await GetAsync("/api/v1/index")).Text("space");
        await Task.Delay(200);
        await EndAsync((await Http.SendAsync(HttpMethod.Post, $"/api/v1/spaces/{first}/activate?keepOld=false", null, 202)).Id());
        await Task.Delay(200);
        await enough.CancelAsync();
        await uploading;
        var spaces = await Task.WhenAll(searching);

        Assert.That(_problems, Is.Empty);
        Assert.That(second, Is.Not.EqualTo(first));
        foreach (var seen in spaces)
            Assert.That(seen, Is.EqualTo(new[] { first, second, first }));
        await Http.WaitUntilIndexedAsync();
        Assert.That((await GetAsync("/api/v1/index"))["indexed"]!.GetValue<long>(), Is.EqualTo(_seed));
        for (var seed = 0; seed < _seed; seed++)
            await FindAsync(seed);
        Assert.That(
            (await GetAsync("/api/v1/spaces")).Items().Single().Members(),
            Is.EqualTo(new[] { "id", "model", "dimension", "indexed", "bytes", "state" }));
        TestContext.Out.WriteLine($"{_seed - Pictures} pictures arrived meanwhile");
    }

    [Test]
    public async Task Spaces_UnknownOrActive_AreProblems()
    {
        var active = (await GetAsync("/api/v1/spaces")).Items()[0].Text("id");

        await Http.ProblemAsync(HttpMethod.Delete, "/api/v1/spaces/unknown", 404);
        await Http.ProblemAsync(HttpMethod.Post, "/api/v1/spaces/unknown/activate", 404);
        await Http.ProblemAsync(HttpMethod.Delete, $"/api/v1/spaces/{active}", 409);
        await Http.ProblemAsync(HttpMethod.Post, $"/api/v1/spaces/{active}/activate", 409);
        await Http.ProblemAsync(HttpMethod.Post, $"/api/v1/spaces/{active}/activate?keepOld=perhaps", 400);
    }

    private async Task UploadAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var seed = _seed;
            await Http.SendAsync(HttpMethod.Post, "/api/v1/images", Form([seed]), 201);
            _seed = seed + 1;
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>Searches continuously; returns the spaces that it saw, in order.</summary>
    private async Task<IReadOnlyList<string>> SearchAsync(int number, CancellationToken enough)
    {
        var (random, spaces) = (new Random(number), new List<string>());
        while (!enough.IsCancellationRequested)
        {
            try
            {
                var space = await FindAsync(random.Next(Pictures));
                if (spaces.LastOrDefault() != space)
                    spaces.Add(space);
            }
            catch (Exception exception)
            {
                _problems.Enqueue(exception.Message);
            }
        }

        return spaces;
    }

    /// <summary>Searches for a picture of the library, which must be its own nearest neighbour; returns the space.</summary>
    private async Task<string> FindAsync(int seed)
    {
        using var form = new Multipart().File("query.jpg", Picture(seed), "file").Field("k", "3").ToContent();
        using var response = await Http.PostAsync("/api/v1/search", form);
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        var found = response.IsSuccessStatusCode ? answer.Items("results").FirstOrDefault() : null;
        if (found?["image"]!.Text("name") != $"{seed}.jpg" || found["similarity"]!.GetValue<double>() < 0.99999)
            _problems.Enqueue($"{seed}: {(int)response.StatusCode} {answer}");
        return answer["space"]?.GetValue<string>() ?? "";
    }

    private async Task EndAsync(long id)
    {
        JsonNode job;
        while ((job = await GetAsync($"/api/v1/jobs/{id}")).Text("state") is "queued" or "running")
            await Task.Delay(10);
        Assert.That((job.Text("kind"), job.Text("state")), Is.EqualTo(("space", "completed")));
    }

    private static HttpContent Form(IEnumerable<int> seeds) => Multipart.Of(seeds.Select(seed => ($"{seed}.jpg", Picture(seed)))).ToContent();

    private static byte[] Picture(int seed) => TestImages.Jpeg(40, 40, seed);
}
