using System.Security.Cryptography;
using ImageSearch.Engine.Embedding;
using static ImageSearch.Engine.Embedding.Onnx.TensorProto.Types;

namespace ImageSearch.Tests.Embedding;

public class ModelInspectionTests : EmbeddingFixture
{
    [Test]
    public async Task CreateAsync_UnknownModel_TakesDefaultsAndTheModelsOwnShapes()
    {
        var path = TestModels.Write(Folder, dimension: 24, inputSize: 112, layout: TensorLayout.Nhwc, name: "mine.onnx");
        var bytes = File.ReadAllBytes(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));

        var embedder = await OpenAsync(path);

        Assert.That(embedder.Model, Is.EqualTo(new ModelDescriptor(
            $"custom-{sha256[..8]}", "mine", path, sha256, bytes.Length, null, "image", TensorLayout.Nhwc, 112,
            new ImagePreprocessing(128, 112, new ChannelValues(0.485f, 0.456f, 0.406f), new ChannelValues(0.229f, 0.224f, 0.225f)),
            "embedding", 24)));
    }

    [Test]
    public async Task CreateAsync_UnknownModelWithAnySize_TakesTheUsual224Of256()
    {
        var embedder = await OpenAsync(OddModels.WithInput(Folder, DataType.Float, -1, 3, -1, -1));

        Assert.That((embedder.Model.Size, embedder.Model.Preprocessing.Resize), Is.EqualTo((224, 256)));
    }

    [Test]
    public void CreateAsync_TextFile_SaysItIsNoModel()
    {
        var path = Path.Combine(Folder, "notes.onnx");
        File.WriteAllText(path, "not a model");

        AssertRefused(path, "notes.onnx is not an ONNX model");
    }

    [Test]
    public void CreateAsync_EmptyFile_SaysItIsNoModel()
    {
        var path = Path.Combine(Folder, "empty.onnx");
        File.WriteAllText(path, "");

        AssertRefused(path, "empty.onnx is not an ONNX model");
    }

    [TestCase(0.5)]
    [TestCase(0.99)]
    public void CreateAsync_TruncatedModel_SaysItMayBeCutOff(double share)
    {
        var path = TestModels.Write(Folder);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(int)(bytes.Length * share)]);

        AssertRefused(path, "incomplete");
    }

    [TestCase((int)DataType.Float, new long[] { -1, 12 }, "not a 4-dimensional float image")]
    [TestCase((int)DataType.Uint8, new long[] { -1, 3, 8, 8 }, "not a 4-dimensional float image")]
    [TestCase((int)DataType.Float, new long[] { -1, 1, 8, 8 }, "three colour channels")]
    [TestCase((int)DataType.Float, new long[] { -1, 3, 8, 16 }, "cut to squares")]
    [TestCase((int)DataType.Float, new long[] { 1000, 3, 8, 8 }, "at most 256 pictures")]
    public void CreateAsync_InputIsNoPicture_SaysWhatItIs(int type, long[] shape, string reason) =>
        AssertRefused(OddModels.WithInput(Folder, (DataType)type, shape), reason);

    [Test]
    public void CreateAsync_TwoInputs_SaysSo() => AssertRefused(OddModels.WithTwoInputs(Folder), "it has 2 inputs");

    [Test]
    public void CreateAsync_IntegerOutput_SaysSo() => AssertRefused(OddModels.WithIntegerOutput(Folder), "Int64 [?, 3], not a float vector");

    [TestCase("\"image\"", "\"pixels\"", "names its input 'pixels', but it has 'image'")]
    [TestCase("\"embedding\"", "\"vector\"", "names its output 'vector', but it has 'embedding'")]
    [TestCase("NCHW", "NHWC", "the registry says a Nhwc input")]
    [TestCase("\"dimension\": 16", "\"dimension\": 99", "99 dimensions, the file 16")]
    public void CreateAsync_RegistryDescribesAnotherModel_SaysHowTheyDiffer(string text, string replacement, string reason)
    {
        var path = TestModels.Write(Folder, dimension: 16);
        Register(path, text, replacement);

        AssertRefused(path, reason);
    }

    [TestCase(13)]
    [TestCase(15)]
    public void CreateAsync_ExportedInTrainingMode_SaysHowToExportIt(int opset) =>
        AssertRefused(TrainingModels.Write(Folder, opset), "training mode");

    [Test]
    public void CreateAsync_RegisteredModelInTrainingMode_IsRefusedToo()
    {
        var path = TrainingModels.Write(Folder, opset: 13);
        Register(path, "", "");

        AssertRefused(path, "model.eval()");
    }

    [Test]
    public async Task CreateAsync_RegisteredModel_TakesTheRegistrysPreprocessing()
    {
        var path = TestModels.Write(Folder, dimension: 16);
        Register(path, "", "");

        var embedder = await OpenAsync(path);

        Assert.That((embedder.Model.Id, embedder.Model.Preprocessing.Resize), Is.EqualTo(("tiny", 50)));
        Assert.That(embedder.Space.Id, Does.Match("^tiny-[0-9a-f]{12}$"));
    }

    [Test]
    public void CreateAsync_CudaWithoutGpu_SaysWhatIsMissing()
    {
        if (File.Exists("/dev/nvidia0"))
            Assert.Ignore("This machine has a GPU.");

        Assert.That(
            () => OpenAsync(configure: options => options.Device = EmbeddingDevice.Cuda),
            Throws.TypeOf<ModelException>().With.Message.Contains("Embedding:Device is cuda, but no NVIDIA GPU was found"));
    }

    [Test]
    public async Task CreateAsync_AutoWithoutGpu_TakesTheProcessorAndSaysWhy()
    {
        if (File.Exists("/dev/nvidia0"))
            Assert.Ignore("This machine has a GPU.");

        var embedder = await OpenAsync(configure: options => options.Device = EmbeddingDevice.Auto);

        Assert.That(embedder.Device, Is.EqualTo("cpu"));
        Assert.That(embedder.DeviceNote, Does.Contain("no NVIDIA GPU was found"));
    }

    private void AssertRefused(string path, string reason) =>
        Assert.That(() => OpenAsync(path), Throws.TypeOf<ModelException>().With.Message.Contains(path).And.Message.Contains(reason));

    private void Register(string model, string text, string replacement)
    {
        var entry = """
            {"id": "tiny", "name": "Tiny", "file": "tiny.onnx", "bytes": 1, "sha256": "SHA", "licence": "MIT",
             "input": {"tensor": "image", "layout": "NCHW", "width": 32, "height": 32},
             "preprocessing": {"resize": 50, "crop": 32, "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]},
             "output": {"tensor": "embedding", "dimension": 16}}
            """;
        var changed = text.Length == 0 ? entry : entry.Replace(text, replacement);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(model)));
        File.WriteAllText(Path.Combine(Folder, "models.json"), $$"""{"models": [{{changed.Replace("SHA", sha256)}}]}""");
    }
}
