using System.Numerics.Tensors;
using ImageSearch.Engine.Embedding;
using static ImageSearch.Engine.Embedding.Onnx.TensorProto.Types;

namespace ImageSearch.Tests.Embedding;

/// <summary>
/// Small convolutional networks with random weights: two convolutions and a global average. Different pictures get different embeddings,
/// similar pictures get near ones, and an embedding takes well under a millisecond.
/// </summary>
internal static class TestModels
{
    private const int Channels = 16;

    /// <summary>
    /// Writes a model into <paramref name="directory"/> and returns its path. Input `image`, float32, [batch, 3, size, size] or [batch,
    /// size, size, 3]; output `embedding`, float32, [batch, dimension]. The same arguments give the same bytes.
    /// </summary>
    /// <param name="batch">A fixed batch size; null leaves it dynamic.</param>
    public static string Write(
        string directory,
        int dimension = 32,
        int seed = 1,
        int inputSize = 32,
        TensorLayout layout = TensorLayout.Nchw,
        int? batch = null,
        string name = "tiny.onnx")
    {
        var random = new Random(seed);
        var graph = new TestGraph();
        var pixels = Pixels(graph, inputSize, layout, batch);
        var first = graph.Node("Conv", [pixels, RandomWeights(graph, random, Channels, 3)], ("strides", [2, 2]), ("pads", [1, 1, 1, 1]));
        var active = graph.Node("Relu", [first]);
        var second = graph.Node(
            "Conv", [active, RandomWeights(graph, random, dimension, Channels, centred: true)], ("strides", [2, 2]), ("pads", [1, 1, 1, 1]));
        var pooled = graph.Node("GlobalAveragePool", [second]);
        graph.Output("embedding", graph.Node("Flatten", pooled, "axis", 1), DataType.Float, batch ?? -1, dimension);
        return Save(graph, directory, name);
    }

    /// <summary>Writes a model whose output is always zero: it loads but cannot embed anything.</summary>
    public static string WriteZeros(string directory)
    {
        var graph = new TestGraph();
        var pixels = Pixels(graph, 8, TensorLayout.Nchw, null);
        var zeros = graph.Node("Conv", [pixels, graph.Weights(new float[4 * 3 * 9], 4, 3, 3, 3)]);
        var pooled = graph.Node("GlobalAveragePool", [zeros]);
        graph.Output("embedding", graph.Node("Flatten", pooled, "axis", 1), DataType.Float, -1, 4);
        return Save(graph, directory, "zeros.onnx");
    }

    private static string Pixels(TestGraph graph, int size, TensorLayout layout, int? batch)
    {
        if (layout == TensorLayout.Nchw)
            return graph.Input("image", DataType.Float, batch ?? -1, 3, size, size);
        var interleaved = graph.Input("image", DataType.Float, batch ?? -1, size, size, 3);
        return graph.Node("Transpose", [interleaved], ("perm", [0, 3, 1, 2]));
    }

    /// <summary>A 3x3 kernel, scaled so that activations keep their size from layer to layer.</summary>
    /// <param name="centred">Whether each output's weights sum to zero, so that it responds to differences and not to what all pictures
    /// share.</param>
    private static string RandomWeights(TestGraph graph, Random random, int outputs, int inputs, bool centred = false)
    {
        var kernel = inputs * 9;
        var weights = new float[outputs * kernel];
        var scale = MathF.Sqrt(6f / kernel);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = ((2 * random.NextSingle()) - 1) * scale;
        if (!centred)
            return graph.Weights(weights, outputs, inputs, 3, 3);

        for (var output = 0; output < outputs; output++)
        {
            var own = weights.AsSpan(output * kernel, kernel);
            TensorPrimitives.Subtract(own, TensorPrimitives.Sum<float>(own) / kernel, own);
        }

        return graph.Weights(weights, outputs, inputs, 3, 3);
    }

    private static string Save(TestGraph graph, string directory, string name)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, name);
        graph.Save(path);
        return path;
    }
}
