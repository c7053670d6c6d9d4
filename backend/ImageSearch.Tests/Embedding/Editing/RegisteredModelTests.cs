using System.Numerics.Tensors;
using System.Security.Cryptography;
using Google.Protobuf;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Embedding.Editing;
using ImageSearch.Engine.Embedding.Onnx;
using static ImageSearch.Engine.Embedding.Onnx.TensorProto.Types;

namespace ImageSearch.Tests.Embedding.Editing;

/// <summary>What an entry of models.json may require of a file: a tensor inside its graph, another picture size, or nothing.</summary>
public class RegisteredModelTests : EmbeddingFixture
{
    [Test]
    public async Task CreateAsync_RegistryNamesNoTensors_FindsThem()
    {
        var path = new ClassifierModel().Save(Folder, "model.onnx");
        Register(path, ClassifierModel.Size, ClassifierModel.Dimension);

        var embedder = await OpenAsync(path);

        Assert.That((embedder.Model.Id, embedder.Model.InputTensor), Is.EqualTo(("registered", "data")));
        Assert.That(await VectorAsync(embedder, "picture"), Has.Length.EqualTo(ClassifierModel.Dimension));
    }

    [Test]
    public async Task CreateAsync_RegistryNamesATensorInside_AnswersThat()
    {
        var classifier = new ClassifierModel { Pool = "ReduceMean" };
        var graph = classifier.Build();
        var inside = graph.Proto.Node.Single(node => node.OpType == "Relu").Output[0];
        var path = classifier.Save(Folder, "model.onnx");
        Register(path, ClassifierModel.Size, 8 * 16 * 16, $"\"tensor\": \"{inside}\",");

        Assert.That(await VectorAsync(await OpenAsync(path), "picture"), Has.Length.EqualTo(8 * 16 * 16));
    }

    [TestCase("Global")]
    [TestCase("ReduceMean")]
    public async Task CreateAsync_RegistrySaysALargerPicture_LooksAtMoreOfIt(string pool)
    {
        var classifier = new ClassifierModel { Pool = pool };
        var path = classifier.Save(Folder, "model.onnx");
        var fixedSize = await OpenAsync(path);
        Register(path, 2 * ClassifierModel.Size, ClassifierModel.Dimension);
        var larger = await OpenAsync(path);

        // what a graph without a fixed size gives
        var graph = classifier.Embedding().Build();
        foreach (var side in graph.Proto.Input[0].Type.TensorType.Shape.Dim.Skip(2))
            side.DimParam = "side";
        var free = Path.Combine(Folder, "free.onnx");
        graph.Save(free);
        Register(free, 2 * ClassifierModel.Size, ClassifierModel.Dimension);

        Assert.That(larger.Model.Size, Is.EqualTo(2 * ClassifierModel.Size));
        Assert.That(larger.Space.Id, Is.Not.EqualTo(fixedSize.Space.Id));
        Assert.That(await VectorAsync(larger, "picture"), Is.EqualTo(await VectorAsync(await OpenAsync(free), "picture")).Within(1e-5));
    }

    [Test]
    public void CreateAsync_LargerPictureThanTheGraphCanTake_IsRefused()
    {
        var path = new ClassifierModel { Pool = "AveragePool" }.Save(Folder, "model.onnx");
        Register(path, 2 * ClassifierModel.Size, ClassifierModel.Dimension);

        Assert.That(() => OpenAsync(path), Throws.TypeOf<ModelException>().With.Message.Contains("more than one place"));
    }

    /// <summary>How the int8 files of the public collection end.</summary>
    [Test]
    public async Task CreateAsync_QuantizedClassifier_AnswersTheFloatEmbedding()
    {
        var graph = new ClassifierModel { Dense = "None" }.Build();
        var pooled = graph.Proto.Node.Single(node => node.OpType == "Flatten").Output[0];
        graph.Proto.Output.Clear();
        graph.Proto.Node.RemoveAt(graph.Proto.Node.Count - 1);
        string[] scale = [graph.Weights([0.05f]), graph.Bytes(128)];
        var weights = graph.Node("QuantizeLinear", [graph.Weights([.. Enumerable.Range(0, 64).Select(i => i * 0.01f)], 16, 4), .. scale]);
        var bias = graph.Node("QuantizeLinear", [graph.Weights([1, 2, 3, 4], 4), .. scale]);
        var quantized = graph.Node("QuantizeLinear", [pooled, .. scale]);
        var product = graph.Node("QLinearMatMul", [quantized, .. scale, weights, .. scale, .. scale]);
        var sum = graph.Node("QLinearAdd", [product, .. scale, bias, .. scale, .. scale]);
        graph.Proto.Node[^1].Domain = "com.microsoft";
        graph.Output("classes", graph.Node("DequantizeLinear", [sum, .. scale]), DataType.Float, -1, 4);
        var path = Path.Combine(Folder, "int8.onnx");
        graph.Save(path);
        var expected = await OpenAsync(new ClassifierModel().Embedding().Save(Folder, "embedding.onnx"));

        Assert.That(await VectorAsync(await OpenAsync(path), "picture"), Is.EqualTo(await VectorAsync(expected, "picture")).Within(1e-5));
    }

    [Test]
    public void Prepare_FieldsThatAreNotKnownHere_StayInTheFile()
    {
        var path = new ClassifierModel().Save(Folder, "model.onnx");
        // field 14 of a model is metadata_props, field 10 of a graph doc_string
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        model.Graph = GraphProto.Parser.ParseFrom([.. model.Graph.ToByteArray(), 0x52, 0x03, (byte)'d', (byte)'o', (byte)'c']);
        File.WriteAllBytes(path, [.. model.ToByteArray(), 0x72, 0x06, 0x0a, 0x01, (byte)'k', 0x12, 0x01, (byte)'v']);

        var edited = LoadableModel.Prepare(new ModelFile(path, new string('0', 64), 1, null)).Bytes!;

        Assert.That(edited.AsSpan().IndexOf<byte>([0x52, 0x03, (byte)'d', (byte)'o', (byte)'c']), Is.GreaterThan(0));
        Assert.That(edited.AsSpan().IndexOf<byte>([0x72, 0x06, 0x0a, 0x01, (byte)'k', 0x12, 0x01, (byte)'v']), Is.GreaterThan(0));
    }

    [Test]
    [Category("Reference")]
    public async Task EmbedAsync_ReferenceModelWithAClassifier_GivesTheReferencesVectors()
    {
        var reference = ReferenceModel.Require();
        var path = WithClassifier(reference);
        var classifier = await OpenAsync(path);
        var original = await OpenAsync(reference);

        for (var i = 0; i < 3; i++)
        {
            var (vector, expected) = (await VectorAsync(classifier, $"picture-{i}"), await VectorAsync(original, $"picture-{i}"));
            Assert.That(TensorPrimitives.Dot<float>(vector, expected), Is.GreaterThan(0.9999));
        }
    }

    private string WithClassifier(string reference)
    {
        var random = new Random(1);
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(reference));
        var weights = new float[2048 * 1000];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = random.NextSingle() - 0.5f;
        model.Graph.Initializer
            .Add(new TensorProto { Name = "dense", DataType = (int)DataType.Float, Dims = { 2048, 1000 }, FloatData = { weights } });
        model.Graph.Node.Add(new NodeProto { OpType = "Gemm", Input = { model.Graph.Output[0].Name, "dense" }, Output = { "scores" } });
        model.Graph.Node.Add(new NodeProto { OpType = "Softmax", Input = { "scores" }, Output = { "probabilities" } });
        model.Graph.Output.Clear();
        model.Graph.Output.Add(new ValueInfoProto
        {
            Name = "probabilities",
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float } },
        });
        var path = Path.Combine(Folder, "classifier.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        return path;
    }

    private void Register(string model, int size, int dimension, string output = "", string more = "")
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(model)));
        File.WriteAllText(Path.Combine(Folder, "models.json"), $$"""
            {"models": [
              {"id": "registered", "name": "Registered", "file": "model.onnx", "bytes": 1, "sha256": "{{sha256}}", "licence": "MIT", {{more}}
               "input": {"layout": "NCHW", "width": {{size}}, "height": {{size}}},
               "preprocessing": {"resize": {{size}}, "crop": {{size}}, "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]},
               "output": { {{output}} "dimension": {{dimension}} }
              }
            ]}
            """);
    }
}
