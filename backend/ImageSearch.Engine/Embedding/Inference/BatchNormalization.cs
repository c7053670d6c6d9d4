using System.Runtime.InteropServices;
using Google.Protobuf;
using ImageSearch.Engine.Embedding.Editing;
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

    /// <summary>Whether any node of the model is in training mode.</summary>
    public static bool IsTraining(ModelNodes model)
    {
        var opset = ModelShape.OpsetOf(model.OpsetImport);
        return model.Graph.Node.Any(node => node.OpType == Operator && IsTraining(node, opset));
    }

    /// <summary>Mends <see cref="ModelRepair.FoldedBatchNormalization"/>.</summary>
    public static void Unfold(ModelProto model)
    {
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
