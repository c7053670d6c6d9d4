using System.Diagnostics.CodeAnalysis;
using ImageSearch.Engine.Embedding.Onnx;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>The end of a graph, read backwards from one of its outputs for as long as every node is understood.</summary>
/// <param name="Pool">The pooling that was reached; null if another operator comes first.</param>
/// <param name="IsDense">Whether a dense layer, with or without its bias, follows the pooling.</param>
/// <param name="IsScores">Whether the output is turned into class scores, for example by Softmax.</param>
internal sealed record GraphEnding(NodeProto? Pool, bool IsDense, bool IsScores)
{
    private const int LongestEnding = 32;

    // these move values or change their type; the values keep their meaning
    private static readonly HashSet<string> Layout =
    [
        "Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "Dropout", "Cast", "QuantizeLinear", "DequantizeLinear",
    ];

    private static readonly HashSet<string> Scores = ["Softmax", "LogSoftmax", "Sigmoid"];

    public static GraphEnding Of(GraphView graph, string output)
    {
        var (tensor, dense, scores) = (output, false, false);
        for (var length = 0; length < LongestEnding && graph.MakerOf(tensor) is { Input.Count: > 0 } node; length++)
        {
            if (Pooling.Is(graph, node))
                return new GraphEnding(node, dense, scores);
            if (Layout.Contains(node.OpType))
            {
                tensor = node.Input[0];
            }
            else if (!dense && Scores.Contains(node.OpType))
            {
                (tensor, scores) = (node.Input[0], true);
            }
            else if (!dense && IsBias(graph, node, out var sum))
            {
                tensor = sum;
            }
            else if (!dense && IsDenseLayer(graph, node))
            {
                (tensor, dense) = (node.Input[0], true);
            }
            else
            {
                break;
            }
        }

        return new GraphEnding(null, dense, scores);
    }

    private static bool IsDenseLayer(GraphView graph, NodeProto node) => node.OpType switch
    {
        // a convolution after the pooling sees one pixel
        "Gemm" or "MatMul" or "Conv" => node.Input.Count >= 2 && graph.IsConstant(node.Input[1]),
        // input, scale, zero point, weights
        "QGemm" or "QLinearMatMul" or "QLinearConv" => node.Input.Count >= 4 && graph.IsConstant(node.Input[3]),
        _ => false,
    };

    private static bool IsBias(GraphView graph, NodeProto node, [NotNullWhen(true)] out string? sum)
    {
        // the index of the second summand; quantized ones have a scale and a zero point each
        var second = node.OpType switch { "Add" => 1, "QLinearAdd" => 3, _ => 0 };
        sum = null;
        if (second == 0 || node.Input.Count <= second)
            return false;
        if (graph.IsConstant(node.Input[second]))
            sum = node.Input[0];
        else if (graph.IsConstant(node.Input[0]))
            sum = node.Input[second];
        return sum is not null;
    }
}
