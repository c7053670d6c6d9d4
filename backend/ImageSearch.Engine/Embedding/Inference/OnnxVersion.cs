using Google.Protobuf;
using ImageSearch.Engine.Embedding.Onnx;
using Microsoft.ML.OnnxRuntime;
using static ImageSearch.Engine.Embedding.Onnx.TensorProto.Types;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>
/// Finds out whether ONNX Runtime refuses a model because of its ONNX version: it then refuses the simplest model of that version, too. The
/// runtime gives this reason only in the text of its message.
/// </summary>
internal static class OnnxVersion
{
    /// <summary>The version of a refused model, "opset 99 (format 8)"; null if the version is not the reason.</summary>
    public static string? FindTooNew(string path)
    {
        var model = Read(path);
        if (model?.Graph is null || Opens(Simplest(model)))
            return null;
        var opset = model.OpsetImport.Where(IsOfOnnx).Select(import => import.Version).FirstOrDefault();
        return $"opset {opset} (format {model.IrVersion})";
    }

    private static ModelNodes? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return ModelNodes.Parser.WithDiscardUnknownFields(true).ParseFrom(file);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static ModelProto Simplest(ModelNodes model)
    {
        var simplest = new ModelProto { IrVersion = model.IrVersion, Graph = new GraphProto { Name = "simplest" } };
        simplest.OpsetImport.Add(model.OpsetImport.Where(IsOfOnnx));
        simplest.Graph.Node.Add(new NodeProto { OpType = "Identity", Input = { "x" }, Output = { "y" } });
        simplest.Graph.Input.Add(Number("x"));
        simplest.Graph.Output.Add(Number("y"));
        return simplest;
    }

    private static ValueInfoProto Number(string name) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)DataType.Float,
                Shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimValue = 1 } } },
            },
        },
    };

    private static bool IsOfOnnx(OperatorSetIdProto import) => import.Domain is "" or "ai.onnx";

    private static bool Opens(ModelProto model)
    {
        try
        {
            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using var session = new InferenceSession(model.ToByteArray(), options);
            return true;
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }
}
