using static ImageSearch.Engine.Embedding.Onnx.TensorProto.Types;

namespace ImageSearch.Tests.Embedding;

/// <summary>Models that load but give no usable output, always or for some pictures; the input is 8 x 8 pixels.</summary>
internal static class OddModels
{
    public const int Size = 8;

    /// <summary>Fails at run time on nearly white pictures: it looks up their brightness in a table that is too short.</summary>
    public static string FailingOnWhite(string directory, int? batch = null) => Save(directory, graph =>
    {
        var brightest = graph.Node("ReduceMax", [graph.Node("Flatten", Image(graph, batch), "axis", 1)], ("axes", [1]));
        var row = graph.Node("Cast", brightest, "to", (long)DataType.Int64);
        var answer = graph.Node("Gather", [graph.Weights([3, 4, 0, 1], 2, 2), row]);
        graph.Output("embedding", graph.Node("Flatten", answer, "axis", 1), DataType.Float, batch ?? -1, 2);
    });

    /// <summary>Outputs zeros for dark pictures.</summary>
    public static string ZeroOnBlack(string directory) => Save(directory, graph =>
        graph.Output("embedding", Pooled(graph, graph.Node("Relu", [Image(graph)])), DataType.Float, -1, 3));

    /// <summary>Outputs not-a-number for dark pictures.</summary>
    public static string NotANumberOnBlack(string directory) => Save(directory, graph =>
        graph.Output("embedding", graph.Node("Log", [Pooled(graph, Image(graph))]), DataType.Float, -1, 3));

    public static string WithInput(string directory, DataType type, params long[] shape) => Save(directory, graph =>
    {
        var image = graph.Node("Cast", graph.Input("image", type, shape), "to", (long)DataType.Float);
        var flat = graph.Node("Flatten", image, "axis", 1);
        graph.Output("embedding", graph.Node("ReduceMax", [flat], ("axes", [1])), DataType.Float, -1, 1);
    });

    public static string WithOutputNotFlattened(string directory) => Save(directory, graph =>
        graph.Output("embedding", graph.Node("GlobalAveragePool", [Image(graph)]), DataType.Float, -1, 3, 1, 1));

    public static string WithUnpooledOutput(string directory) => Save(directory, graph =>
        graph.Output("map", graph.Node("Relu", [Image(graph)]), DataType.Float, -1, 3, Size, Size));

    public static string WithIntegerOutput(string directory) => Save(directory, graph =>
        graph.Output("embedding", graph.Node("Cast", Pooled(graph, Image(graph)), "to", (long)DataType.Int64), DataType.Int64, -1, 3));

    public static string WithTwoInputs(string directory) => Save(directory, graph =>
    {
        var second = graph.Input("mask", DataType.Float, -1, 3, Size, Size);
        graph.Output("embedding", Pooled(graph, graph.Node("Mul", [Image(graph), second])), DataType.Float, -1, 3);
    });

    private static string Image(TestGraph graph, int? batch = null) => graph.Input("image", DataType.Float, batch ?? -1, 3, Size, Size);

    private static string Pooled(TestGraph graph, string image) =>
        graph.Node("Flatten", graph.Node("GlobalAveragePool", [image]), "axis", 1);

    private static string Save(string directory, Action<TestGraph> build)
    {
        var graph = new TestGraph();
        build(graph);
        var path = Path.Combine(directory, "odd.onnx");
        graph.Save(path);
        return path;
    }
}
