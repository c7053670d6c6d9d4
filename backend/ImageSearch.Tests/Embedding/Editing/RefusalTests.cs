using ImageSearch.Engine.Embedding;
using static ImageSearch.Engine.Embedding.Onnx.TensorProto.Types;

namespace ImageSearch.Tests.Embedding.Editing;

/// <summary>Unusable models are refused with a sentence that says why.</summary>
public class RefusalTests : EmbeddingFixture
{
    [Test]
    public void CreateAsync_ScoresWithoutPooling_SaysWhatIsMissing() =>
        AssertRefused(
            new ClassifierModel { Pool = "None", Softmax = true }.Save(Folder, "flat.onnx"),
            "no pooling comes directly before its classifier");

    [Test]
    public void CreateAsync_ScoresThatArePooled_SaysSo() =>
        AssertRefused(new ClassifierModel { Dense = "None", Softmax = true }.Save(Folder, "squeezed.onnx"), "pooled directly");

    [Test]
    public void CreateAsync_MapWithoutPooling_ShowsItsShape() =>
        AssertRefused(OddModels.WithUnpooledOutput(Folder), "Float [?, 3, 8, 8], a map without the pooling");

    [Test]
    public void CreateAsync_AveragePoolThatLeavesAMap_SaysSo() =>
        AssertRefused(new ClassifierModel { Pool = "AveragePoolInParts" }.Save(Folder, "parts.onnx"), "more than one place");

    [Test]
    public void CreateAsync_InputOfUnknownRank_SaysSo()
    {
        var graph = new ClassifierModel().Build();
        graph.Proto.Input[0].Type.TensorType.Shape = null;

        AssertRefused(Save(graph), "does not say how many dimensions");
    }

    [Test]
    public void CreateAsync_InputWithoutAPicture_SaysWhatItIs() =>
        AssertRefused(OddModels.WithInput(Folder, DataType.Float, -1, 12), "not a 4-dimensional float image");

    [TestCase(99, 8)]
    [TestCase(13, 99)]
    public void CreateAsync_NewerThanTheRuntime_SaysHowToExportIt(int opset, int format)
    {
        var model = new ClassifierModel().Build().ToModel(opset);
        model.IrVersion = format;
        var path = Path.Combine(Folder, "newer.onnx");
        File.WriteAllBytes(path, Google.Protobuf.MessageExtensions.ToByteArray(model));

        AssertRefused(path, "newer version of ONNX");
    }

    [Test]
    public void CreateAsync_MoreThanTwoGigabytes_SaysSoWithoutReadingIt()
    {
        var path = Path.Combine(Folder, "huge.onnx");
        using (var file = File.Create(path))
            file.SetLength((1L << 31) + 1);

        AssertRefused(path, "an ONNX file cannot be larger than 2 GB");
    }

    [Test]
    public void CreateAsync_GraphThatGoesInCircles_IsRefused()
    {
        var graph = new TestGraph();
        graph.Input("data", DataType.Float, -1, 3, 8, 8);
        graph.Output("classes", "loop", DataType.Float, -1, 4);
        graph.Proto.Node.Add(new Engine.Embedding.Onnx.NodeProto { OpType = "Identity", Input = { "classes" }, Output = { "loop" } });

        AssertRefused(Save(graph), "not an ONNX model");
    }

    private string Save(TestGraph graph)
    {
        var path = Path.Combine(Folder, "model.onnx");
        graph.Save(path);
        return path;
    }

    private void AssertRefused(string path, string reason) =>
        Assert.That(() => OpenAsync(path), Throws.TypeOf<ModelException>().With.Message.Contains(path).And.Message.Contains(reason));
}
