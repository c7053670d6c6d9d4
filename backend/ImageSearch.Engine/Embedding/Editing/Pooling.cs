using ImageSearch.Engine.Embedding.Onnx;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>
/// Recognises the node that makes one value of each channel out of a feature map, in the forms in which exporters write it.
/// </summary>
internal static class Pooling
{
    private static readonly HashSet<string> Global = ["GlobalAveragePool", "GlobalMaxPool", "QLinearGlobalAveragePool"];

    // [batch, channel, row, column], counted from the front and from the back; [batch, row, column, channel] likewise
    private static readonly long[][] SpatialAxes = [[2, 3], [-2, -1], [1, 2], [-3, -2]];

    /// <summary>Whether a node pools. That <see cref="NeedsFullWindow"/> holds is left to ONNX Runtime, which knows the shapes.</summary>
    public static bool Is(GraphView graph, NodeProto node) =>
        Global.Contains(node.OpType) || NeedsFullWindow(node) || (node.OpType == "ReduceMean" && IsSpatial(graph, node));

    /// <summary>Whether a node pools only where its window is as large as the feature map.</summary>
    public static bool NeedsFullWindow(NodeProto node) => node.OpType == "AveragePool";

    /// <summary>Whether a node answers 8-bit numbers: scale and zero point are then its last two inputs.</summary>
    public static bool IsQuantized(NodeProto node) => node.OpType == "QLinearGlobalAveragePool";

    private static bool IsSpatial(GraphView graph, NodeProto node)
    {
        var axes = graph.AxesOf(node, out var known);
        return !known || SpatialAxes.Any(spatial => spatial.Order().SequenceEqual(axes.Order()));
    }
}
