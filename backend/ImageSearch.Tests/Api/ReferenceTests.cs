using ImageSearch.Tests.Api.Hosting;

namespace ImageSearch.Tests.Api;

/// <summary>The product as a user has it: uploads the clothing pictures over HTTP and searches the neighbours of each.</summary>
[Category("Reference")]
internal sealed class ReferenceTests : ProcessFixture
{
    private const int Depth = 10;
    private const string Variable = "IMAGESEARCH_TEST_IMAGES";

    // Four hundred pictures through a large model, on a machine that may be busy.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Test]
    public Task Similar_ReferenceModel_RetrievesAsTheReferenceDoes() => MeasureAsync(ReferenceModel.Require(), recall: 0.796, precision: 0.609);

    [Test]
    public Task Similar_BuiltInModel_RetrievesAsItsReadmeSays() =>
        MeasureAsync(Path.Combine(Embedding.ProductFiles.Models, "starter", "starter.onnx"), recall: 0.774, precision: 0.556);

    private async Task MeasureAsync(string model, double recall, double precision)
    {
        var folder = Path.Combine(Pictures(), "test");
        await using var service = await OpenedService.StartAsync(Data, model, $"--Embedding:ModelsDirectory={Embedding.ProductFiles.Models}");
        foreach (var category in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
            await UploadAsync(service.Http, category);
        await service.Http.WaitUntilIndexedAsync(Patience);

        var images = (await service.Http.ReadAsync("/api/v1/images?limit=500&status=indexed")).Items();
        Assert.That(images, Has.Length.EqualTo(372));
        var relevant = images.GroupBy(image => image.Text("category")).ToDictionary(group => group.Key, group => group.Count() - 1);
        var (hits, sum) = (0, 0.0);
        foreach (var image in images)
        {
            var found = await service.Http.ReadAsync($"/api/v1/images/{image.Id()}/similar?k={Depth}");
            var ranked = found.Items("results").Select(hit => hit["image"]!.Text("category") == image.Text("category")).ToArray();
            hits += ranked[0] ? 1 : 0;
            sum += AveragePrecision(ranked, relevant[image.Text("category")]);
        }

        TestContext.Out.WriteLine($"{images.Length} pictures: Recall@1 {(double)hits / images.Length:F4}, mAP@10 {sum / images.Length:F4}");
        Assert.That((double)hits / images.Length, Is.EqualTo(recall).Within(0.010));
        Assert.That(sum / images.Length, Is.EqualTo(precision).Within(0.010));
    }

    private static async Task UploadAsync(HttpClient http, string category)
    {
        foreach (var files in Directory.GetFiles(category).Chunk(64))
        {
            var form = Multipart.Of(files.Select(file => (Path.GetFileName(file), File.ReadAllBytes(file))));
            form.Field("category", Path.GetFileName(category)).Field("onDuplicate", "keep");
            await http.SendAsync(HttpMethod.Post, "/api/v1/images", form.ToContent(), 201);
        }
    }

    private static double AveragePrecision(bool[] ranked, int relevant)
    {
        var (found, sum) = (0, 0.0);
        for (var i = 0; i < ranked.Length; i++)
            sum += ranked[i] ? ++found / (i + 1.0) : 0;
        return sum / Math.Min(Depth, relevant);
    }

    private static string Pictures()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
            Assert.Ignore($"Set {Variable} to run this test with the reference pictures.");
        return folder!;
    }
}
