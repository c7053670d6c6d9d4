using System.Numerics.Tensors;
using ImageSearch.Engine.Embedding;
using ImageSearch.Imaging;

namespace ImageSearch.Tests.Embedding;

public class OnnxEmbedderTests : EmbeddingFixture
{
    private static readonly string[] Pictures = [.. Enumerable.Range(0, 13).Select(i => $"picture-{i}")];

    [Test]
    public async Task EmbedAsync_KnownPictures_GivesApprovedVectors()
    {
        var embedder = await OpenAsync(TestModels.Write(Folder, dimension: 8));
        var vectors = new Dictionary<string, float[]>();
        foreach (var picture in Pictures.Take(3).Append(SyntheticPictures.White))
            vectors[picture] = await VectorAsync(embedder, picture);

        Approval.Verify(vectors, tolerance: 1e-5);
    }

    [Test]
    public async Task EmbedAsync_AnyPicture_HasUnitLength()
    {
        var embedder = await OpenAsync(TestModels.Write(Folder, dimension: 100));

        var vector = await VectorAsync(embedder, Pictures[0]);

        Assert.That(vector, Has.Length.EqualTo(100));
        Assert.That(TensorPrimitives.Norm(vector), Is.EqualTo(1).Within(1e-6));
    }

    [Test]
    public async Task EmbedAsync_SlightlyDarkerPicture_IsNearerThanAnother()
    {
        var embedder = await OpenAsync(decoder: (path, _, crop, _) =>
        {
            var pixels = SyntheticPictures.Paint(path.Replace("-darker", ""), crop);
            return new RgbImage(crop, crop, path.EndsWith("-darker") ? [.. pixels.Select(value => (byte)(value * 9 / 10))] : pixels);
        });
        var original = await VectorAsync(embedder, "sunset");
        var darker = await VectorAsync(embedder, "sunset-darker");
        var other = await VectorAsync(embedder, "forest");

        Assert.That(TensorPrimitives.Dot<float>(original, darker), Is.GreaterThan(0.95));
        Assert.That(TensorPrimitives.Dot<float>(original, other), Is.LessThan(0.9));
    }

    [TestCase(1)]
    [TestCase(4)]
    [TestCase(5)]
    public async Task EmbedAsync_ManyAtOnce_EqualsOneByOne(int batchSize)
    {
        var model = TestModels.Write(Folder);
        var single = await OpenAsync(model, configure: options => options.BatchSize = 1);
        var batched = await OpenAsync(model, configure: options => options.BatchSize = batchSize);

        var together = await Task.WhenAll(Pictures.Select(picture => VectorAsync(batched, picture)));

        for (var i = 0; i < Pictures.Length; i++)
            Assert.That(together[i], Is.EqualTo(await VectorAsync(single, Pictures[i])).Within(1e-5), Pictures[i]);
    }

    [TestCase(1)]
    [TestCase(4)]
    public async Task EmbedAsync_ModelWithFixedBatch_EqualsDynamicBatch(int batch)
    {
        var dynamic = await OpenAsync(TestModels.Write(Folder, name: "dynamic.onnx"));
        var fixedBatch = await OpenAsync(TestModels.Write(Folder, batch: batch, name: "fixed.onnx"));

        var together = await Task.WhenAll(Pictures.Select(picture => VectorAsync(fixedBatch, picture)));

        for (var i = 0; i < Pictures.Length; i++)
            Assert.That(together[i], Is.EqualTo(await VectorAsync(dynamic, Pictures[i])).Within(1e-5), Pictures[i]);
    }

    [Test]
    public async Task EmbedAsync_Nhwc_EqualsNchw()
    {
        var planes = await OpenAsync(TestModels.Write(Folder, layout: TensorLayout.Nchw, name: "nchw.onnx"));
        var interleaved = await OpenAsync(TestModels.Write(Folder, layout: TensorLayout.Nhwc, name: "nhwc.onnx"));

        Assert.That(await VectorAsync(interleaved, Pictures[0]), Is.EqualTo(await VectorAsync(planes, Pictures[0])).Within(1e-5));
        Assert.That(interleaved.Space.Id, Is.Not.EqualTo(planes.Space.Id));
    }

    [Test]
    public async Task EmbedAsync_Region_ReachesTheDecoderWithTheModelsPreprocessing()
    {
        (int Resize, int Crop, CropRegion? Region) seen = default;
        var embedder = await OpenAsync(TestModels.Write(Folder, inputSize: 56), (path, resize, crop, region) =>
        {
            seen = (resize, crop, region);
            return SyntheticPictures.Decode(path, resize, crop, region);
        });
        var region = new CropRegion(0.25, 0.25, 0.5, 0.5);

        await embedder.EmbedAsync("picture", region, EmbeddingPriority.Query, CancellationToken.None);

        Assert.That(seen, Is.EqualTo((64, 56, (CropRegion?)region)));
    }

    [Test]
    public async Task WarmUpAsync_UsableModel_Succeeds()
    {
        var embedder = await OpenAsync();

        await embedder.WarmUpAsync(CancellationToken.None);

        Assert.That((embedder.Device, embedder.DeviceNote), Is.EqualTo(("cpu", (string?)null)));
    }
}
