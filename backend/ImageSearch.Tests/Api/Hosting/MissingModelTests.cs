using System.Net.Http.Json;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Imaging;
using ImageSearch.Tests.Models;

namespace ImageSearch.Tests.Api.Hosting;

/// <summary>
/// A library whose vectors were made with a model that is gone. The built-in model is available, and another one can be fetched.
/// </summary>
internal sealed class MissingModelTests : ProcessFixture
{
    private const int Pictures = 4;

    private string Models => Path.Combine(Folder, "models");

    private string Gone => Path.Combine(Folder, "elsewhere", "gone.onnx");

    [SetUp]
    public async Task FillAndLoseTheModelAsync()
    {
        TestModels.Write(Path.Combine(Folder, "elsewhere"), dimension: 48, seed: 3, name: "gone.onnx");
        ModelRegistryText.WriteRecommended(Models, "tiny.onnx", [1], $"{FileServer.Nothing()}/zoo.onnx");
        await using (var service = await StartAsync(Gone))
        {
            var files = Enumerable.Range(1, Pictures).Select(i => ($"{i}.jpg", TestImages.Jpeg(40, 40, i)));
            await service.Http.SendAsync(HttpMethod.Post, "/api/v1/images", Multipart.Of(files).ToContent(), 201);
            await service.Http.WaitUntilIndexedAsync();
        }

        File.Delete(Gone);
    }

    [Test]
    public async Task Start_ModelGone_AnswersFromTheVectorsAndOffersAnother()
    {
        await using var service = await StartAsync("");
        var image = (await service.Http.ReadAsync("/api/v1/images")).Items()[0].Id();

        var index = await service.Http.ReadAsync("/api/v1/index");
        Assert.That(index.Text("modelProblem"), Does.Contain(Gone).And.Contain("is not there any more").And.Contain("another model"));
        Assert.That(index.Text("model"), Does.StartWith("custom-"));
        Assert.That(service.Output, Does.Contain("is not there any more"));
        Assert.That((await service.Http.ReadAsync($"/api/v1/images/{image}/similar")).Items("results"), Has.Length.EqualTo(Pictures - 1));
        Assert.That((await service.Http.ReadAsync($"/api/v1/images/{image}/embedding"))["dimension"]!.GetValue<int>(), Is.EqualTo(48));
        var models = await service.Http.ReadAsync("/api/v1/models");
        Assert.That((models.Text("active"), models.Text("offer")), Is.EqualTo((index.Text("model"), "zoo")));
    }

    [Test]
    public async Task Start_ModelGone_RefusesWhatNeedsItAndLosesNothing()
    {
        await using (var service = await StartAsync(""))
        {
            var problem = await service.Http.ProblemAsync(HttpMethod.Post, "/api/v1/search", 409, Query(1));
            Assert.That(problem.Text("type"), Is.EqualTo("urn:imagesearch:model-missing"));
            Assert.That(problem.Text("detail"), Does.Contain(Gone));
            await service.Http.ProblemAsync(HttpMethod.Post, "/api/v1/embeddings", 409, Query(1));
            await service.Http.ProblemAsync(HttpMethod.Post, "/api/v1/index/jobs", 409, JsonContent.Create(new { mode = "all" }));
            await AddAsync(service.Http, 9);
            Assert.That((await service.Http.ReadAsync("/api/v1/images?status=indexed"))["total"]!.GetValue<int>(), Is.EqualTo(Pictures));
        }

        await using var again = await StartAsync("");
        var index = await again.Http.ReadAsync("/api/v1/index");
        Assert.That(
            (index["indexed"]!.GetValue<int>(), index["pending"]!.GetValue<int>(), index["failed"]!.GetValue<int>()),
            Is.EqualTo((Pictures, 1, 0)));
    }

    [Test]
    public async Task Use_AnotherModel_TakesEverythingAlong()
    {
        await using var service = await StartAsync("");
        await AddAsync(service.Http, 9);

        await service.Http.SendAsync(HttpMethod.Post, "/api/v1/models/small/use", null, 202);
        while ((await service.Http.ReadAsync("/api/v1/models")).Text("active") != "small")
            await Task.Delay(10);
        await service.Http.WaitUntilIndexedAsync();

        var index = await service.Http.ReadAsync("/api/v1/index");
        Assert.That((index["modelProblem"], index["indexed"]!.GetValue<int>()), Is.EqualTo(((object?)null, Pictures + 1)));
        var found = await service.Http.SendAsync(HttpMethod.Post, "/api/v1/search", Query(9), 200);
        Assert.That(found.Items("results")[0]["image"]!.Text("name"), Is.EqualTo("9.jpg"));
        Assert.That((await service.Http.ReadAsync("/api/v1/spaces")).Items(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Start_ModelBackAgain_IsAsItWas()
    {
        await using (var service = await StartAsync(""))
            await AddAsync(service.Http, 9);
        TestModels.Write(Path.Combine(Folder, "elsewhere"), dimension: 48, seed: 3, name: "gone.onnx");

        await using var again = await StartAsync(Gone);
        await again.Http.WaitUntilIndexedAsync();

        var index = await again.Http.ReadAsync("/api/v1/index");
        Assert.That((index["modelProblem"], index["indexed"]!.GetValue<int>()), Is.EqualTo(((object?)null, Pictures + 1)));
        await again.Http.SendAsync(HttpMethod.Post, "/api/v1/search", Query(1), 200);
    }

    private Task<OpenedService> StartAsync(string model) => OpenedService.StartAsync(Data, model, $"--Embedding:ModelsDirectory={Models}");

    private static Task AddAsync(HttpClient http, int seed) => http.SendAsync(
        HttpMethod.Post, "/api/v1/images", Multipart.Of(($"{seed}.jpg", TestImages.Jpeg(40, 40, seed))).ToContent(), 201);

    private static HttpContent Query(int seed) => new Multipart().File("query.jpg", TestImages.Jpeg(40, 40, seed), "file").ToContent();
}
