using ImageSearch.Engine.Embedding.Editing;
using ImageSearch.Engine.Embedding.Onnx;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>
/// Batch normalisation in training mode, as the ONNX operator's specification defines it: before opset 14 by more than one output, since
/// then by an attribute. A vector would depend on the other pictures of its batch.
/// </summary>
internal static class BatchNormalization
{
    private const string Operator = "BatchNormalization";
    private const string TrainingMode = "training_mode";
    private const int FirstOpsetWithAttribute = 14;

    /// <summary>Whether any node of the model is in training mode.</summary>
    public static bool IsTraining(ModelNodes model)
    {
        var opset = ModelShape.OpsetOf(model.OpsetImport);
        return model.Graph.Node.Any(node => node.OpType == Operator && IsTraining(node, opset));
    }

    private static bool IsTraining(NodeProto node, long opset) => opset < FirstOpsetWithAttribute
        ? node.Output.Count(output => output.Length > 0) > 1
        : node.Attribute.Any(attribute => attribute.Name == TrainingMode && attribute.I != 0);
}
