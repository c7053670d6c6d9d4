using ImageSearch.Engine.Embedding;
using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Tests.Embedding;

public class TestModelsTests
{
    private string _directory = "";

    [SetUp]
    public void CreateDirectory() => _directory = Directory.CreateTempSubdirectory("imagesearch-").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void Write_Twice_GivesTheSameBytes()
    {
        var first = TestModels.Write(_directory, name: "first.onnx");
        var second = TestModels.Write(_directory, name: "second.onnx");

        Assert.That(File.ReadAllBytes(second), Is.EqualTo(File.ReadAllBytes(first)));
    }

    [TestCase(TensorLayout.Nchw, new[] { -1, 3, 24, 24 })]
    [TestCase(TensorLayout.Nhwc, new[] { -1, 24, 24, 3 })]
    public void Write_Layout_IsWhatOnnxRuntimeReads(TensorLayout layout, int[] shape)
    {
        using var session = new InferenceSession(TestModels.Write(_directory, dimension: 8, inputSize: 24, layout: layout));

        Assert.That(session.InputMetadata["image"].Dimensions, Is.EqualTo(shape));
        Assert.That(session.OutputMetadata["embedding"].Dimensions, Is.EqualTo(new[] { -1, 8 }));
    }
}
