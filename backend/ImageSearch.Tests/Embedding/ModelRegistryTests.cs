using ImageSearch.Engine.Embedding;

namespace ImageSearch.Tests.Embedding;

public class ModelRegistryTests : EmbeddingFixture
{
    private const string Sha256 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private const string Valid = $$"""
        {
          "models": [
            {
              "id": "tiny", "name": "Tiny", "file": "sub/tiny.onnx", "bytes": 10, "sha256": "{{Sha256}}", "licence": "MIT", "builtIn": true,
              "input": { "tensor": "data", "layout": "NHWC", "width": 32, "height": 32 },
              "preprocessing": { "resize": 40, "crop": 32, "mean": [0.1, 0.2, 0.3], "std": [0.4, 0.5, 0.6] },
              "output": { "tensor": "vector", "dimension": 16 }
            }
          ]
        }
        """;

    [Test]
    public async Task Find_KnownContents_DescribesTheFileWhereverItLies()
    {
        var registry = await ReadAsync(Valid);

        var model = registry.Find("/elsewhere/renamed.onnx", Sha256, 10);

        Assert.That(model, Is.EqualTo(new ModelDescriptor(
            "tiny", "Tiny", "/elsewhere/renamed.onnx", Sha256, 10, "MIT", "data", TensorLayout.Nhwc, 32,
            new ImagePreprocessing(40, 32, new ChannelValues(0.1f, 0.2f, 0.3f), new ChannelValues(0.4f, 0.5f, 0.6f)), "vector", 16,
            BuiltIn: true)));
        Assert.That(registry.Entries.Single().File, Is.EqualTo("sub/tiny.onnx"));
    }

    [Test]
    public async Task Find_OtherContents_IsNull()
    {
        var registry = await ReadAsync(Valid);

        Assert.That(registry.Find(Path.Combine(Folder, "sub/tiny.onnx"), new string('0', 64), 10), Is.Null);
    }

    [Test]
    public async Task ReadAsync_NoFile_KnowsNoModel()
    {
        var registry = await ModelRegistry.ReadAsync(Folder, CancellationToken.None);

        Assert.That(registry.Entries, Is.Empty);
    }

    [TestCase("\"sha256\": \"", "\"sha265\": \"", "sha265")]
    [TestCase("\"name\": \"Tiny\", ", "", "name")]
    [TestCase("\"name\": \"Tiny\"", "\"name\": null", "$.models[0].name")]
    [TestCase("\"bytes\": 10", "\"bytes\": \"many\"", "$.models[0].bytes")]
    [TestCase("\"NHWC\"", "\"HWCN\"", "$.models[0].input.layout")]
    [TestCase("\"id\": \"tiny\"", "\"id\": \"Tiny/..\"", "models[0].id")]
    [TestCase("sub/tiny.onnx", "../tiny.onnx", "models[0].file")]
    [TestCase("sub/tiny.onnx", "/tiny.onnx", "models[0].file")]
    [TestCase(Sha256, "abc", "models[0].sha256")]
    [TestCase("\"bytes\": 10", "\"bytes\": 0", "models[0].bytes")]
    [TestCase("\"height\": 32", "\"height\": 48", "models[0].input.height")]
    [TestCase("\"crop\": 32", "\"crop\": 24", "models[0].preprocessing.crop")]
    [TestCase("\"resize\": 40", "\"resize\": 20", "models[0].preprocessing.resize")]
    [TestCase("[0.1, 0.2, 0.3]", "[0.1]", "models[0].preprocessing.mean")]
    [TestCase("[0.4, 0.5, 0.6]", "[0.4, 0, 0.6]", "models[0].preprocessing.std")]
    [TestCase("\"dimension\": 16", "\"dimension\": 0", "models[0].output.dimension")]
    [TestCase("\"builtIn\": true", "\"sources\": [\"http://example.com/tiny.onnx\"]", "models[0].sources")]
    [TestCase("\"models\": [", "\"models\": ", "$.models")]
    [TestCase("\"models\"", "\"model\"", "model")]
    public void ReadAsync_SomethingWrong_NamesFileAndKey(string text, string replacement, string key)
    {
        Assert.That(Valid.Contains(text, StringComparison.Ordinal), "the case changes nothing");

        Assert.That(
            () => ReadAsync(Valid.Replace(text, replacement)),
            Throws.TypeOf<ModelException>().With.Message.Contains(Path.Combine(Folder, "models.json")).And.Message.Contains(key));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{\"models\": [null]}")]
    [TestCase("{\"models\": [{")]
    public void ReadAsync_NotARegistry_NamesFile(string content)
    {
        Assert.That(
            () => ReadAsync(content), Throws.TypeOf<ModelException>().With.Message.Contains(Path.Combine(Folder, "models.json")));
    }

    /// <summary>The model that the owner asked for is used.</summary>
    [Test]
    public async Task ReadAsync_TheProductsOwnFile_RecommendsResNet50()
    {
        var registry = await ModelRegistry.ReadAsync(ProductFiles.Models, CancellationToken.None);

        var entry = registry.Entries.Single(entry => entry.Recommended);
        var model = registry.Find("resnet50.onnx", entry.Sha256, entry.Bytes)!;

        Assert.That((model.Id, model.Size, model.Dimension), Is.EqualTo(("resnet50-v1-12", 224, 2048)));
        Assert.That(model.Preprocessing, Is.EqualTo(ImagePreprocessing.ForSize(224)));
        Assert.That(registry.Entries.Single(entry => entry.BuiltIn).Id, Is.EqualTo("starter"));
    }

    private async Task<ModelRegistry> ReadAsync(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "models.json"), content);
        return await ModelRegistry.ReadAsync(Folder, CancellationToken.None);
    }
}
