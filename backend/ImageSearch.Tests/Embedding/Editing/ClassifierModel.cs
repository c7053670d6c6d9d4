using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Embedding.Onnx;
using static ImageSearch.Engine.Embedding.Onnx.TensorProto.Types;

namespace ImageSearch.Tests.Embedding.Editing;

/// <summary>
/// A small network that ends like public classifiers: 16 pooled channels, then 10 classes. Without its last layers, the same weights output
/// the expected embedding.
/// </summary>
internal sealed record ClassifierModel
{
    public const int Dimension = 16;
    public const int Size = 32;

    private const int Classes = 10;

    /// <summary>Global, ReduceMean, AveragePool, AveragePoolInParts, None or Quantized.</summary>
    public string Pool { get; init; } = "Global";

    /// <summary>Flatten, Reshape, ReshapeByShape, Squeeze or Nothing.</summary>
    public string Between { get; init; } = "Flatten";

    /// <summary>Gemm, MatMul, MatMulAdd, Conv, TwoGemms or None.</summary>
    public string Dense { get; init; } = "Gemm";

    public bool Softmax { get; init; }

    public TensorLayout Layout { get; init; } = TensorLayout.Nchw;

    public int? Batch { get; init; }

    public int Opset { get; init; } = 13;

    public string Output { get; init; } = "classes";

    public TestGraph Build()
    {
        var random = new Random(3);
        var graph = new TestGraph();
        var features = Features(graph, random);
        var pooled = Pool switch
        {
            "Global" => graph.Node("GlobalAveragePool", [features]),
            "ReduceMean" when Opset < 18 => graph.Node("ReduceMean", [features], ("axes", [-1, -2])),
            "ReduceMean" => graph.Node("ReduceMean", [features, graph.Integers(2, 3)]),
            "AveragePool" => graph.Node("AveragePool", [features], ("kernel_shape", [Size / 4, Size / 4])),
            "AveragePoolInParts" => graph.Node("AveragePool", [features], ("kernel_shape", [4, 4]), ("strides", [4, 4])),
            "Quantized" => Quantized(graph, features),
            _ => features,
        };
        graph.Output(Output, Ending(graph, random, pooled), DataType.Float, Batch ?? -1, Dense == "None" ? Dimension : Classes);
        return graph;
    }

    /// <summary>The same weights up to the pooling, and nothing after it.</summary>
    public ClassifierModel Embedding() => this with { Pool = "Global", Between = "Flatten", Dense = "None", Softmax = false, Output = "embedding" };

    public string Save(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        Build().Save(path, Opset);
        return path;
    }

    public override string ToString() =>
        $"{Pool} {Between} {Dense}{(Softmax ? " Softmax" : "")} {Layout} batch {Batch?.ToString() ?? "any"} opset {Opset}";

    private static float[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

    private static string Quantized(TestGraph graph, string features)
    {
        var scale = graph.Weights([0.02f]);
        var zero = graph.Bytes(100);
        var quantized = graph.Node("QuantizeLinear", [features, scale, zero]);
        var pooled = graph.Node("QLinearGlobalAveragePool", [quantized, scale, zero, scale, zero]);
        graph.Proto.Node[^1].Domain = "com.microsoft";
        return graph.Node("DequantizeLinear", [pooled, scale, zero]);
    }

    private string Features(TestGraph graph, Random random)
    {
        string image;
        if (Layout == TensorLayout.Nchw)
        {
            image = graph.Input("data", DataType.Float, Batch ?? -1, 3, Size, Size);
        }
        else
        {
            var interleaved = graph.Input("data", DataType.Float, Batch ?? -1, Size, Size, 3);
            image = graph.Node("Transpose", [interleaved], ("perm", [0, 3, 1, 2]));
        }

        var first = graph.Node("Conv", [image, graph.Weights(Random(random, 8 * 3 * 9), 8, 3, 3, 3)], ("strides", [2, 2]), ("pads", [1, 1, 1, 1]));
        var kernel = graph.Weights(Random(random, Dimension * 8 * 9), Dimension, 8, 3, 3);
        return graph.Node("Conv", [graph.Node("Relu", [first]), kernel], ("strides", [2, 2]), ("pads", [1, 1, 1, 1]));
    }

    private string Ending(TestGraph graph, Random random, string pooled)
    {
        var flat = Between switch
        {
            "Flatten" => graph.Node("Flatten", pooled, "axis", 1),
            "Reshape" => graph.Node("Reshape", [pooled, graph.Integers(Batch ?? -1, Dimension)]),
            "ReshapeByShape" => graph.Node("Reshape", [pooled, ShapeOf(graph, pooled)]),
            "Squeeze" => graph.Node("Squeeze", [pooled, graph.Integers(2, 3)]),
            _ => pooled,
        };
        var width = Pool == "None" ? Dimension * Size / 4 * Size / 4 : Dimension;
        if (Pool == "AveragePoolInParts")
            width *= 4;
        var bias = graph.Weights(Random(random, Classes), Classes);
        var scores = Dense switch
        {
            "Gemm" => graph.Node("Gemm", [flat, graph.Weights(Random(random, width * Classes), width, Classes), bias]),
            "MatMul" => graph.Node("MatMul", [flat, graph.Weights(Random(random, width * Classes), width, Classes)]),
            "MatMulAdd" => graph.Node("Add", [bias, graph.Node("MatMul", [flat, graph.Weights(Random(random, width * Classes), width, Classes)])]),
            "Conv" => graph.Node(
                "Flatten",
                graph.Node("Conv", [flat, graph.Weights(Random(random, width * Classes), Classes, width, 1, 1), bias]),
                "axis",
                1),
            "TwoGemms" => TwoLayers(graph, random, flat),
            _ => flat,
        };
        return Softmax ? graph.Node("Softmax", scores, "axis", 1) : scores;
    }

    private static string TwoLayers(TestGraph graph, Random random, string flat)
    {
        var hidden = graph.Node("Relu", [graph.Node("Gemm", [flat, graph.Weights(Random(random, Dimension * Dimension), Dimension, Dimension)])]);
        return graph.Node("Gemm", [hidden, graph.Weights(Random(random, Dimension * Classes), Dimension, Classes)]);
    }

    // as PyTorch writes x.view(x.size(0), -1)
    private static string ShapeOf(TestGraph graph, string pooled)
    {
        var batch = graph.Node("Gather", [graph.Node("Shape", [pooled]), graph.Integers(0)]);
        return graph.Node("Concat", [batch, graph.Integers(-1)], "axis", 0);
    }
}
