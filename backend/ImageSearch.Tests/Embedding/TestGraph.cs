using System.Runtime.InteropServices;
using Google.Protobuf;
using ImageSearch.Engine.Embedding.Onnx;

namespace ImageSearch.Tests.Embedding;

/// <summary>Builds an ONNX file node by node; each step returns the name of its output tensor.</summary>
internal sealed class TestGraph
{
    private readonly GraphProto _graph = new() { Name = "test" };
    private int _tensors;

    /// <summary>The graph so far, for a test that adds something unusual.</summary>
    public GraphProto Proto => _graph;

    /// <summary>A negative dimension is a dynamic one.</summary>
    public string Input(string name, TensorProto.Types.DataType type, params long[] shape)
    {
        _graph.Input.Add(Value(name, type, shape));
        return name;
    }

    public void Output(string name, string tensor, TensorProto.Types.DataType type, params long[] shape)
    {
        _graph.Node.Add(new NodeProto { OpType = "Identity", Input = { tensor }, Output = { name } });
        _graph.Output.Add(Value(name, type, shape));
    }

    public string Node(string type, string[] inputs, params (string Name, long[] Values)[] attributes)
    {
        var output = NextName();
        var node = new NodeProto { OpType = type, Output = { output } };
        node.Input.Add(inputs);
        foreach (var (name, values) in attributes)
            node.Attribute.Add(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } });
        _graph.Node.Add(node);
        return output;
    }

    /// <summary>A node with one integer attribute, as Cast and Flatten have it.</summary>
    public string Node(string type, string input, string attribute, long value) => Node(type, [input], attribute, value);

    public string Node(string type, string[] inputs, string attribute, long value)
    {
        var output = NextName();
        var number = new AttributeProto { Name = attribute, Type = AttributeProto.Types.AttributeType.Int, I = value };
        _graph.Node.Add(new NodeProto { OpType = type, Input = { inputs }, Output = { output }, Attribute = { number } });
        return output;
    }

    public string Weights(ReadOnlySpan<float> values, params long[] shape)
    {
        var name = NextName();
        _graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Float,
            Dims = { shape },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        });
        return name;
    }

    /// <summary>A single unsigned byte, without dimensions.</summary>
    public string Bytes(byte value)
    {
        var name = NextName();
        var tensor = new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Uint8, RawData = ByteString.CopyFrom(value) };
        _graph.Initializer.Add(tensor);
        return name;
    }

    public string Integers(params long[] values)
    {
        var name = NextName();
        _graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Int64,
            Dims = { values.Length },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<long>(values)),
        });
        return name;
    }

    /// <summary>A node whose first output is returned; its other outputs are not used.</summary>
    public string NodeWithOutputs(string type, string[] inputs, int outputs, params (string Name, long Value)[] attributes)
    {
        var node = new NodeProto { OpType = type };
        node.Input.Add(inputs);
        for (var i = 0; i < outputs; i++)
            node.Output.Add(NextName());
        foreach (var (name, value) in attributes)
            node.Attribute.Add(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value });
        _graph.Node.Add(node);
        return node.Output[0];
    }

    public void Save(string path, int opset = 13) => File.WriteAllBytes(path, ToModel(opset).ToByteArray());

    public ModelProto ToModel(int opset = 13)
    {
        return new ModelProto
        {
            IrVersion = 8,
            ProducerName = "ImageSearch.Tests",
            Graph = _graph,
            OpsetImport =
            {
                new OperatorSetIdProto { Domain = "", Version = opset },
                new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 },
            },
        };
    }

    private string NextName() => $"t{_tensors++}";

    private static ValueInfoProto Value(string name, TensorProto.Types.DataType type, long[] shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (var length in shape)
        {
            dimensions.Dim.Add(length < 0
                ? new TensorShapeProto.Types.Dimension { DimParam = "batch" }
                : new TensorShapeProto.Types.Dimension { DimValue = length });
        }

        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
