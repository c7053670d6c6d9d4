using System.Runtime.InteropServices;
using Google.Protobuf;
using ImageSearch.Engine.Embedding.Onnx;
using static ImageSearch.Engine.Embedding.Onnx.AttributeProto.Types;
using static ImageSearch.Engine.Embedding.Onnx.TensorProto.Types;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>
/// Turns a graph of 32-bit floats into one that computes in 16 bits. Its inputs and outputs stay 32-bit. Only graphs are turned whose
/// operators are all known to accept 16-bit floats.
/// </summary>
internal static class HalfPrecision
{
    private const string Prefix = "imagesearch_half_";

    private static readonly HashSet<string> Known =
    [
        "Add", "AveragePool", "BatchNormalization", "Cast", "Clip", "Concat", "Constant", "Conv", "Div",
        "Dropout", "Erf", "Exp", "Expand", "Flatten", "Gather", "Gemm",
        "GlobalAveragePool", "GlobalMaxPool", "HardSigmoid", "HardSwish", "Identity", "LeakyRelu",
        "MatMul", "Max", "MaxPool", "Min", "Mul", "Pad", "Pow", "ReduceL2",
        "ReduceMax", "ReduceMean", "Relu", "Reshape", "Shape", "Sigmoid", "Slice", "Softmax", "Sqrt",
        "Squeeze", "Sub", "Tanh", "Transpose", "Unsqueeze",
    ];

    /// <exception cref="UnusableGraphException">The graph has an operator, a number or a form of number that is not known to work in 16
    /// bits.</exception>
    public static void Apply(GraphProto graph)
    {
        if (graph.Node.FirstOrDefault(node => node.Domain is not ("" or "ai.onnx") || !Known.Contains(node.OpType)) is { } unknown)
            throw Refusal($"it is not known how to compute its operator {unknown.OpType} in 16 bits");
        // the recorded types of the tensors in between no longer apply; ONNX Runtime infers them again
        graph.ValueInfo.Clear();
        var weights = graph.Initializer.Select(weight => weight.Name).ToHashSet();
        foreach (var weight in graph.Initializer)
            Narrow(weight);
        foreach (var node in graph.Node)
            Narrow(node);
        foreach (var input in graph.Input)
        {
            if (!weights.Contains(input.Name))
                CastInput(graph, input.Name);
            else if (input.Type?.TensorType is { ElemType: (int)DataType.Float } type)
                type.ElemType = (int)DataType.Float16;
        }

        foreach (var output in graph.Output)
            CastOutput(graph, output.Name);
    }

    private static void Narrow(NodeProto node)
    {
        foreach (var attribute in node.Attribute)
        {
            if (node.OpType == "Constant" && attribute.Name is "value_float" or "value_floats")
                throw Refusal("it stores numbers in a form that cannot be computed in 16 bits");
            if (attribute.T is { } tensor)
                Narrow(tensor);
            if (node.OpType == "Cast" && attribute is { Name: "to", I: (long)DataType.Float })
                attribute.I = (long)DataType.Float16;
        }
    }

    private static void Narrow(TensorProto tensor)
    {
        if (tensor.DataType != (int)DataType.Float)
            return;
        var values = tensor.HasRawData ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray() : [.. tensor.FloatData];
        var halves = new Half[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            halves[i] = (Half)values[i];
            if (Half.IsInfinity(halves[i]) && !float.IsInfinity(values[i]))
                throw Refusal($"its weight {tensor.Name} holds {values[i]}, which does not fit into 16 bits");
        }

        tensor.FloatData.Clear();
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<Half>(halves));
        tensor.DataType = (int)DataType.Float16;
    }

    private static void CastInput(GraphProto graph, string name)
    {
        foreach (var node in graph.Node)
            Rename(node.Input, name);
        graph.Node.Insert(0, Cast(name, Prefix + name, DataType.Float16));
    }

    private static void CastOutput(GraphProto graph, string name)
    {
        foreach (var node in graph.Node)
        {
            Rename(node.Input, name);
            Rename(node.Output, name);
        }

        graph.Node.Add(Cast(Prefix + name, name, DataType.Float));
    }

    private static void Rename(IList<string> tensors, string name)
    {
        for (var i = 0; i < tensors.Count; i++)
        {
            if (tensors[i] == name)
                tensors[i] = Prefix + name;
        }
    }

    private static NodeProto Cast(string from, string to, DataType type) => new()
    {
        OpType = "Cast",
        Name = $"{Prefix}cast_{to}",
        Input = { from },
        Output = { to },
        Attribute = { new AttributeProto { Name = "to", Type = AttributeType.Int, I = (long)type } },
    };

    private static UnusableGraphException Refusal(string reason) => new($"{reason}: set Embedding:Precision to fp32");
}
