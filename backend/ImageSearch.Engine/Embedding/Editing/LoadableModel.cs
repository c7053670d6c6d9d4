using Google.Protobuf;
using ImageSearch.Engine.Embedding.Inference;
using ImageSearch.Engine.Embedding.Onnx;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>What ONNX Runtime loads: the model's file as it is, or its changed bytes.</summary>
/// <param name="Bytes">Null if the file is used as it is.</param>
/// <param name="Edit">The change that affects the vectors and is not named in the registry; null if there was none.</param>
internal sealed record LoadableModel(ModelFile File, byte[]? Bytes, string? Edit)
{
    /// <summary>
    /// Reads the graph of the file and changes it if necessary: exposes the embedding of a classifier and reads in weights beside the file.
    /// </summary>
    /// <exception cref="ModelException">The file is not an ONNX model, or the model cannot embed pictures; the message says
    /// why.</exception>
    public static LoadableModel Prepare(ModelFile file, EmbeddingPrecision precision = EmbeddingPrecision.Fp32)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(file.Path);
            var skimmed = ModelNodes.Parser.WithDiscardUnknownFields(true).ParseFrom(stream);
            if (skimmed.Graph is null)
                return new LoadableModel(file, null, null);
            return NeedsEditing(file, skimmed) || precision == EmbeddingPrecision.Fp16
                ? Edited(file, precision)
                : new LoadableModel(file, null, null);
        }
        catch (UnusableGraphException exception)
        {
            throw UnusableModel.Because(file.Path, exception.Message);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw UnusableModel.NotOnnx(file.Path, exception);
        }
    }

    private static bool NeedsEditing(ModelFile file, ModelNodes model)
    {
        var registered = file.Registered;
        if (BatchNormalization.IsTraining(model))
        {
            throw new UnusableGraphException(
                "it was exported in training mode, in which a picture's vector depends on the pictures computed beside it; "
                + "export it in inference mode (in PyTorch after model.eval())");
        }

        var weights = model.Graph.Initializer.Select(weight => weight.Name);
        return ExternalWeights.IsIn(model.Graph)
            || NeedsResizing(registered, ModelShape.SizeOf(model.Graph.Input, weights))
            || EmbeddingTap.Find(new GraphView(model.Graph), model.Graph.Output, registered?.OutputTensor) is not null;
    }

    private static LoadableModel Edited(ModelFile file, EmbeddingPrecision precision)
    {
        using var stream = System.IO.File.OpenRead(file.Path);
        var model = ModelProto.Parser.ParseFrom(stream);
        var edits = new List<string>();
        if (NeedsResizing(file.Registered, ModelShape.SizeOf(model.Graph.Input, model.Graph.Initializer.Select(weight => weight.Name))))
            GraphEditor.Resize(model.Graph, file.Registered!.Size);
        if (EmbeddingTap.Find(new GraphView(model.Graph), model.Graph.Output, file.Registered?.OutputTensor) is { } tap)
        {
            GraphEditor.Expose(model, tap);
            edits.Add($"output {tap.Tensor}");
        }

        // only after the classifier is removed, because the file of its weights may be missing
        var external = new ExternalWeights(Path.GetDirectoryName(file.Path)!).Inline(model.Graph);
        if (external is not null)
            edits.Add($"weights {external}");
        if (precision == EmbeddingPrecision.Fp16)
        {
            HalfPrecision.Apply(model.Graph);
            edits.Add("half precision");
        }

        return new LoadableModel(file, model.ToByteArray(), edits.Count > 0 ? string.Join(", ", edits) : null);
    }

    private static bool NeedsResizing(ModelDescriptor? registered, int? size) =>
        registered is not null && size is not null && size != registered.Size;
}
