using System.Numerics.Tensors;
using ImageSearch.Engine.Embedding;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Embedding;

/// <summary>
/// The whole way from files to neighbours with the reference ResNet50 and the clothing pictures, each a query against the others, by
/// cosine. A folder's name is the category of its pictures.
/// </summary>
[Category("Reference")]
public class ReferenceModelTests
{
    private const int Depth = 10;

    [Test]
    public async Task EmbedAsync_ClothingTestPictures_RetrievesAsTheReferenceDoes()
    {
        var model = Required("IMAGESEARCH_MODEL");
        var images = Path.Combine(Required("IMAGESEARCH_TEST_IMAGES"), "test");
        var files = Directory.GetFiles(images, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var categories = files.Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).ToArray();

        var vectors = await EmbedAsync(model, files);

        var queries = Enumerable.Range(0, files.Length).Select(query => Relevant(query, vectors, categories)).ToArray();
        var recall = queries.Average(query => query.Ranked[0] ? 1.0 : 0.0);
        var precision = queries.Average(query => AveragePrecision(query.Ranked, query.Total));
        TestContext.Out.WriteLine($"{files.Length} pictures: Recall@1 {recall:F4}, mAP@10 {precision:F4}");
        Assert.That(files, Has.Length.EqualTo(372));
        Assert.That(recall, Is.EqualTo(0.796).Within(0.010));
        Assert.That(precision, Is.EqualTo(0.609).Within(0.010));
    }

    private static async Task<float[][]> EmbedAsync(string model, string[] files)
    {
        var options = new EmbeddingOptions { ModelPath = model, ModelsDirectory = ProductFiles.Models };
        await using var embedder = await OnnxEmbedder.CreateAsync(
            options, new ModelLocator(options), ImageLimits.Default, NullLogger.Instance, CancellationToken.None);
        Assert.That((embedder.Model.Id, embedder.Space.Dimension), Is.EqualTo(("resnet50", 2048)));
        var embedded = await Task.WhenAll(
            files.Select(file => embedder.EmbedAsync(file, null, EmbeddingPriority.Indexing, CancellationToken.None)));
        return [.. embedded.Select(image => image.Vector)];
    }

    /// <summary>Which of the nearest share the query's category, and how many pictures do at all.</summary>
    private static (bool[] Ranked, int Total) Relevant(int query, float[][] vectors, string[] categories)
    {
        var others = Enumerable.Range(0, vectors.Length).Where(other => other != query);
        var ranked = others.OrderByDescending(other => TensorPrimitives.Dot<float>(vectors[query], vectors[other])).Take(Depth);
        return ([.. ranked.Select(other => categories[other] == categories[query])], categories.Count(c => c == categories[query]) - 1);
    }

    private static double AveragePrecision(bool[] ranked, int total)
    {
        var hits = 0;
        var sum = 0.0;
        for (var i = 0; i < ranked.Length; i++)
        {
            if (ranked[i])
                sum += ++hits / (i + 1.0);
        }

        return sum / Math.Min(Depth, total);
    }

    private static string Required(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(value))
            Assert.Ignore($"Set {variable} to run this test with the reference data.");
        return value!;
    }
}
