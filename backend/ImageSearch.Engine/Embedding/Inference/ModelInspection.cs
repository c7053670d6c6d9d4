using ImageSearch.Engine.Embedding.Editing;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>
/// Reads from a loaded model what its inputs and outputs look like, and refuses a model that does not take pictures or does not return
/// vectors. The registry's description of a file must agree with the file.
/// </summary>
internal sealed class ModelInspection(LoadableModel loaded, InferenceSession session)
{
    private const int DefaultSize = 224;
    private const int MaximumSize = 4096;
    private const int MaximumBatch = 256;

    private readonly ModelFile _file = loaded.File;

    /// <exception cref="ModelException">The model cannot embed pictures, or does not match its entry in the registry.</exception>
    public InspectedModel Inspect()
    {
        var (inputName, input) = Tensor(session.InputMetadata, "input", _file.Registered?.InputTensor);
        var (outputName, output) = Tensor(session.OutputMetadata, "output", _file.Registered?.OutputTensor);
        var (layout, size) = ReadInput(inputName, input);
        var dimension = ReadOutput(outputName, output);
        var model = (_file.Registered ?? new ModelDescriptor(
            _file.Id, Path.GetFileNameWithoutExtension(_file.Path), _file.Path, _file.Sha256, _file.Bytes, null,
            inputName, layout, size ?? DefaultSize, ImagePreprocessing.ForSize(size ?? DefaultSize), outputName, dimension))
            with { InputTensor = inputName, OutputTensor = outputName, Edit = loaded.Edit };
        Agree(model.Layout == layout, $"a {model.Layout} input", $"{layout}");
        Agree(size is null || model.Size == size, $"an input of {model.Size} pixels", $"{size}");
        Agree(model.Dimension == dimension, $"{model.Dimension} dimensions", $"{dimension}");
        return new InspectedModel(model, input.Dimensions[0] > 0 ? input.Dimensions[0] : null);
    }

    private (string Name, NodeMetadata Metadata) Tensor(
        IReadOnlyDictionary<string, NodeMetadata> tensors, string kind, string? registered)
    {
        if (kind == "input" && tensors.Count != 1)
            throw Unusable($"it has {tensors.Count} inputs, and a picture can fill only one");
        // of an unregistered model with several outputs, the first vector is used
        var vectors = tensors.Where(tensor => IsFloat(tensor.Value, 2)).Select(tensor => tensor.Key);
        var name = tensors.ContainsKey(GraphEditor.Output) ? GraphEditor.Output
            : !string.IsNullOrEmpty(registered) ? registered
            : vectors.FirstOrDefault() ?? tensors.Keys.First();
        return tensors.TryGetValue(name, out var metadata)
            ? (name, metadata)
            : throw Unusable($"the registry names its {kind} '{name}', but it has '{string.Join("', '", tensors.Keys)}'");
    }

    private (TensorLayout Layout, int? Size) ReadInput(string name, NodeMetadata input)
    {
        if (HasUnknownRank(input))
            throw Unusable($"its input '{name}' does not say how many dimensions it has; export it with the shape of its input");
        if (!IsFloat(input, 4))
            throw Unusable($"its input '{name}' is {Describe(input)}, not a 4-dimensional float image");
        var shape = input.Dimensions;
        var layout = shape[1] == 3 ? TensorLayout.Nchw
            : shape[3] == 3 ? TensorLayout.Nhwc
            : throw Unusable($"its input '{name}' is {Describe(input)}, without three colour channels in second or last place");
        var (height, width) = layout == TensorLayout.Nchw ? (shape[2], shape[3]) : (shape[1], shape[2]);
        if (height != width)
            throw Unusable($"its input '{name}' is {Describe(input)}, and pictures are cut to squares");
        if (width > MaximumSize || shape[0] > MaximumBatch)
            throw Unusable($"its input '{name}' is {Describe(input)}; at most {MaximumBatch} pictures of {MaximumSize} pixels are computed at once");
        return (layout, width > 0 ? width : null);
    }

    private int ReadOutput(string name, NodeMetadata output)
    {
        if (IsFloat(output, 4))
            throw Unusable($"its output '{name}' is {Describe(output)}, a map without the pooling that makes one vector of it");
        if (!IsFloat(output, 2))
            throw Unusable($"its output '{name}' is {Describe(output)}, not a float vector for each picture [batch, dimension]");
        return output.Dimensions[1] > 0
            ? output.Dimensions[1]
            : throw Unusable($"its output '{name}' is {Describe(output)}, which does not say how long a vector is");
    }

    // a single number has no dimensions either, but is not a picture
    private static bool HasUnknownRank(NodeMetadata tensor) =>
        tensor.OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR && tensor.Dimensions.Length == 0;

    private static bool IsFloat(NodeMetadata tensor, int rank) =>
        tensor.OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR
        && tensor.ElementDataType == TensorElementType.Float
        && tensor.Dimensions.Length == rank;

    private static string Describe(NodeMetadata tensor)
    {
        if (tensor.OnnxValueType != OnnxValueType.ONNX_TYPE_TENSOR)
            return "no tensor";
        var shape = tensor.Dimensions.Select(length => length < 0 ? "?" : $"{length}");
        return $"{tensor.ElementDataType} [{string.Join(", ", shape)}]";
    }

    private void Agree(bool agrees, string expected, string actual)
    {
        if (!agrees)
            throw Unusable($"the registry says {expected}, the file {actual}; correct models.json");
    }

    private ModelException Unusable(string reason) => UnusableModel.Because(_file.Path, reason);
}
