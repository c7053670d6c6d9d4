using static ImageSearch.Engine.Embedding.Onnx.TensorProto.Types;

namespace ImageSearch.Tests.Embedding;

/// <summary>A model with batch normalisation that was exported in training mode; 32 x 32 pixels, 16 dimensions.</summary>
internal static class TrainingModels
{
    private const int Dimension = 16;

    public static string Write(string directory, int opset) => Save(directory, "training.onnx", opset, (graph, image, random) =>
    {
        string[] inputs =
        [
            image, Values(graph, random, 0.5f), Values(graph, random, 0.2f), Values(graph, random, 0.01f),
            graph.Weights([.. Enumerable.Repeat(4.4f, Dimension)], Dimension),
        ];
        return opset < 14
            ? graph.NodeWithOutputs("BatchNormalization", inputs, 5)
            : graph.NodeWithOutputs("BatchNormalization", inputs, 3, ("training_mode", 1));
    });

    private static string Save(string directory, string name, int opset, Func<TestGraph, string, Random, string> normalize)
    {
        var random = new Random(5);
        var graph = new TestGraph();
        var image = graph.Input("image", DataType.Float, -1, 3, 32, 32);
        var kernel = Enumerable.Range(0, Dimension * 3 * 9).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var features = graph.Node("Conv", [image, graph.Weights(kernel, Dimension, 3, 3, 3)]);
        var active = graph.Node("Relu", [normalize(graph, features, random)]);
        var pooled = graph.Node("GlobalAveragePool", [active]);
        graph.Output("embedding", graph.Node("Flatten", pooled, "axis", 1), DataType.Float, -1, Dimension);
        var path = Path.Combine(directory, name);
        graph.Save(path, opset);
        return path;
    }

    private static string Values(TestGraph graph, Random random, float scale, params long[] shape) =>
        graph.Weights([.. Enumerable.Range(0, Dimension).Select(_ => random.NextSingle() * scale)], shape.Length > 0 ? shape : [Dimension]);
}
