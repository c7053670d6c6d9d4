using Google.Protobuf;
using ImageSearch.Engine.Embedding.Onnx;
using static ImageSearch.Engine.Embedding.Onnx.AttributeProto.Types;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>Changes a graph in memory. Parts of the file that it does not know are kept.</summary>
internal static class GraphEditor
{
    /// <summary>The output that <see cref="Expose"/> adds.</summary>
    public const string Output = "imagesearch_embedding";

    /// <summary>The node that fails to load if a pooling does not cover the whole feature map.</summary>
    public const string FullWindow = "imagesearch_full_window";

    private const int FirstOpsetWithAxesAsInput = 13;

    /// <summary>
    /// Makes the tapped tensor the only output of the graph, as [batch, dimension] floats, and removes what only the other outputs need.
    /// </summary>
    public static void Expose(ModelProto model, EmbeddingTap tap)
    {
        var graph = model.Graph;
        var tensor = tap.Tensor;
        if (tap.Pool is { } quantized && Pooling.IsQuantized(quantized))
            tensor = Append(graph, "DequantizeLinear", "imagesearch_dequantized", [tensor, .. quantized.Input.TakeLast(2)]);
        if (tap.Pool is { } pool && Pooling.NeedsFullWindow(pool))
            tensor = AppendSqueeze(model, tensor);
        tensor = Append(graph, "Flatten", "imagesearch_flat", [tensor], Integer("axis", 1));
        Append(graph, "Cast", Output, [tensor], Integer("to", (long)TensorProto.Types.DataType.Float));
        graph.Output.Clear();
        graph.Output.Add(new ValueInfoProto
        {
            Name = Output,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float } },
        });
        GraphPruning.Prune(graph);
    }

    /// <summary>Changes the picture size of a file with a fixed size; ONNX Runtime infers the shapes in between again on loading.</summary>
    public static void Resize(GraphProto graph, int size)
    {
        foreach (var dimension in ModelShape.SidesOf(graph.Input, graph.Initializer.Select(weight => weight.Name)))
            dimension.DimValue = size;
        graph.ValueInfo.Clear();
    }

    private static string AppendSqueeze(ModelProto model, string tensor)
    {
        if (ModelShape.OpsetOf(model.OpsetImport) < FirstOpsetWithAxesAsInput)
        {
            var axes = new AttributeProto { Name = "axes", Type = AttributeType.Ints, Ints = { 2, 3 } };
            return Append(model.Graph, "Squeeze", FullWindow, [tensor], axes);
        }

        const string Axes = "imagesearch_axes";
        model.Graph.Initializer
            .Add(new TensorProto { Name = Axes, DataType = (int)TensorProto.Types.DataType.Int64, Dims = { 2 }, Int64Data = { 2, 3 } });
        return Append(model.Graph, "Squeeze", FullWindow, [tensor, Axes]);
    }

    private static AttributeProto Integer(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    private static string Append(GraphProto graph, string type, string output, string[] inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = output, Input = { inputs }, Output = { output } };
        node.Attribute.Add(attributes);
        graph.Node.Add(node);
        return output;
    }
}
