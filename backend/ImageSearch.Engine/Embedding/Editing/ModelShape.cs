using ImageSearch.Engine.Embedding.Onnx;

namespace ImageSearch.Engine.Embedding.Editing;

/// <summary>What a file declares about its input and its opset.</summary>
internal static class ModelShape
{
    private const int Channels = 3;

    /// <summary>The version of ONNX's own operators that a file uses; 1 if the file does not say.</summary>
    public static long OpsetOf(IEnumerable<OperatorSetIdProto> imports) =>
        imports.Where(import => import.Domain is "" or "ai.onnx").Max(import => (long?)import.Version) ?? 1;

    /// <summary>Height and width of the only image input; empty if there is no such input.</summary>
    /// <param name="weights">The names of the weights, because old files list them as inputs too.</param>
    public static IReadOnlyList<TensorShapeProto.Types.Dimension> SidesOf(IEnumerable<ValueInfoProto> inputs, IEnumerable<string> weights)
    {
        var fed = inputs.ExceptBy(weights, input => input.Name).ToList();
        if (fed.Count != 1 || fed[0].Type?.TensorType?.Shape?.Dim is not { Count: 4 } shape)
            return [];
        return shape[1].DimValue == Channels ? [shape[2], shape[3]] : shape[3].DimValue == Channels ? [shape[1], shape[2]] : [];
    }

    /// <summary>The picture size that a file prescribes; null if it accepts any size, or pictures that are not square.</summary>
    public static int? SizeOf(IEnumerable<ValueInfoProto> inputs, IEnumerable<string> weights) =>
        SidesOf(inputs, weights) is [{ DimValue: > 0 and <= int.MaxValue } height, var width] && height.DimValue == width.DimValue
            ? (int)height.DimValue
            : null;
}
