using System.Runtime.InteropServices;
using Google.Protobuf;
using ImageSearch.Engine.Embedding.Onnx;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>
/// Batch normalisation in training mode, as the ONNX operator's specification tells it: before opset 14 by having more than one output,
/// since then by an attribute. A vector would depend on the other pictures of its batch.
/// </summary>
internal static class BatchNormalization
{
    private const string Operator = "BatchNormalization";
    private const string TrainingMode = "training_mode";
    private const int FirstOpsetWithAttribute = 14;

    // inputs are X, scale, shift, mean, variance
    private const int Mean = 3;
    private const int Variance = 4;

    /// <summary>Whether any node of the file is in training mode. Weights are skipped, not read into memory.</summary>
    /// <exception cref="InvalidProtocolBufferException">The file is no ONNX model.</exception>
    public static bool IsTraining(string path)
    {
        using var stream = File.OpenRead(path);
        var model = ModelNodes.Parser.WithDiscardUnknownFields(true).ParseFrom(stream);
        var opset = model.OpsetImport.Where(import => import.Domain.Length == 0).Max(import => (long?)import.Version) ?? 1;
        return model.Graph?.Node.Any(node => node.OpType == Operator && IsTraining(node, opset)) ?? false;
    }

    /// <summary>The file's bytes with <see cref="ModelRepair.FoldedBatchNormalization"/> mended.</summary>
    /// <exception cref="InvalidProtocolBufferException">The file is no ONNX model.</exception>
    public static byte[] Unfold(string path)
    {
        using var stream = File.OpenRead(path);
        var model = ModelProto.Parser.ParseFrom(stream);
        var weights = model.Graph.Initializer.ToDictionary(tensor => tensor.Name);
        foreach (var node in model.Graph.Node.Where(node => node.OpType == Operator))
        {
            while (node.Output.Count > 1)
                node.Output.RemoveAt(1);
            foreach (var attribute in node.Attribute.Where(attribute => attribute.Name == TrainingMode))
                attribute.I = 0;
            Fill(weights[node.Input[Mean]], 0);
            Fill(weights[node.Input[Variance]], 1);
        }

        return model.ToByteArray();
    }

    private static bool IsTraining(NodeProto node, long opset) => opset < FirstOpsetWithAttribute
        ? node.Output.Count(output => output.Length > 0) > 1
        : node.Attribute.Any(attribute => attribute.Name == TrainingMode && attribute.I != 0);

    private static void Fill(TensorProto tensor, float value)
    {
        var values = new float[tensor.Dims.Aggregate(1L, (length, dimension) => length * dimension)];
        Array.Fill(values, value);
        tensor.FloatData.Clear();
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values));
    }
}
