using ImageSearch.Engine.Embedding.Onnx;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>Recognises the node that reduces each channel of a feature map to one value, in the forms that exporters write.</summary>
internal static class Pooling
{
    private static readonly HashSet<string> Global = ["GlobalAveragePool", "GlobalMaxPool", "QLinearGlobalAveragePool"];

    // [batch, channel, row, column], counted from the front and from the back, then [batch, row, column, channel]
    private static readonly long[][] SpatialAxes = [[2, 3], [-2, -1], [1, 2], [-3, -2]];

    /// <summary>Whether a node is a pooling. <see cref="NeedsFullWindow"/> is checked by ONNX Runtime, which knows the shapes.</summary>
    public static bool Is(GraphView graph, NodeProto node) =>
        Global.Contains(node.OpType) || NeedsFullWindow(node) || (node.OpType == "ReduceMean" && IsSpatial(graph, node));

    /// <summary>Whether a node counts as pooling only if its window is as large as the feature map.</summary>
    public static bool NeedsFullWindow(NodeProto node) => node.OpType == "AveragePool";

    /// <summary>Whether a node outputs 8-bit numbers; its last two inputs are then scale and zero point.</summary>
    public static bool IsQuantized(NodeProto node) => node.OpType == "QLinearGlobalAveragePool";

    private static bool IsSpatial(GraphView graph, NodeProto node)
    {
        var axes = graph.AxesOf(node, out var known);
        return !known || SpatialAxes.Any(spatial => spatial.Order().SequenceEqual(axes.Order()));
    }
}
