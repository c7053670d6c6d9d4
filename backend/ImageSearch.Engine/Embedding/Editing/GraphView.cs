using System.Buffers.Binary;
using ImageSearch.Engine.Embedding.Onnx;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>Tells which node computes which tensor of a graph. It computes nothing.</summary>
internal sealed class GraphView
{
    private const string AxesAttribute = "axes";
    private const int DeepestConstant = 8;

    private readonly Dictionary<string, NodeProto> _makers = [];
    private readonly Dictionary<string, TensorProto?> _weights = [];
    private readonly HashSet<string> _inputs;

    /// <summary>A graph whose weights were not read.</summary>
    public GraphView(GraphNodes graph)
        : this(graph.Node, graph.Input)
    {
        foreach (var weight in graph.Initializer)
            _weights[weight.Name] = null;
    }

    public GraphView(GraphProto graph)
        : this(graph.Node, graph.Input)
    {
        foreach (var weight in graph.Initializer)
            _weights[weight.Name] = weight;
    }

    private GraphView(IEnumerable<NodeProto> nodes, IEnumerable<ValueInfoProto> inputs)
    {
        _inputs = [.. inputs.Select(input => input.Name)];
        foreach (var node in nodes)
        {
            foreach (var output in node.Output.Where(output => output.Length > 0))
                _makers.TryAdd(output, node);
        }
    }

    /// <summary>The node that computes a tensor; null for inputs and weights.</summary>
    public NodeProto? MakerOf(string tensor) => _makers.GetValueOrDefault(tensor);

    public bool Has(string tensor) => _makers.ContainsKey(tensor) || _weights.ContainsKey(tensor) || _inputs.Contains(tensor);

    /// <summary>Whether a tensor is the same for every picture: a weight, or computed from weights alone.</summary>
    public bool IsConstant(string tensor) => IsConstant(tensor, DeepestConstant);

    /// <summary>The axes that a node works on. Older opsets store them as an attribute, newer ones as a weight.</summary>
    /// <param name="known">False if they are a weight that was not read.</param>
    public IReadOnlyList<long> AxesOf(NodeProto node, out bool known)
    {
        known = true;
        if (node.Attribute.FirstOrDefault(attribute => attribute.Name == AxesAttribute) is { } attribute)
            return attribute.Ints;
        if (node.Input.Count < 2 || node.Input[1].Length == 0)
            return [];
        if (_weights.TryGetValue(node.Input[1], out var weight))
        {
            known = weight is not null;
            return weight is null ? [] : Integers(weight);
        }

        return MakerOf(node.Input[1]) is { OpType: "Constant" } constant && constant.Attribute.FirstOrDefault()?.T is { } value
            ? Integers(value)
            : [];
    }

    private static IReadOnlyList<long> Integers(TensorProto tensor)
    {
        if (!tensor.HasRawData)
            return tensor.Int64Data;
        var raw = tensor.RawData.Span;
        var values = new long[raw.Length / sizeof(long)];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadInt64LittleEndian(raw[(i * sizeof(long))..]);
        return values;
    }

    private bool IsConstant(string tensor, int depth) =>
        _weights.ContainsKey(tensor)
        || (depth > 0 && MakerOf(tensor) is { } maker && maker.Input.All(input => input.Length == 0 || IsConstant(input, depth - 1)));
}
