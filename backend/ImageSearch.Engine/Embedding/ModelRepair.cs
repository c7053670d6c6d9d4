using System.Text.Json.Serialization;

namespace ImageSearch.Engine.Embedding;

/// <summary>What has to be mended in a known file before it is used. Never guessed: the registry says it of one sha256.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelRepair>))]
public enum ModelRepair
{
    /// <summary>Nothing; the file is used as it is.</summary>
    None,

    /// <summary>
    /// The file was exported in training mode, in which batch normalisation takes mean and variance from the pictures that happen to be
    /// computed together, although scale and shift already contain the trained ones. Inference mode with mean 0 and variance 1 is what was meant.
    /// </summary>
    FoldedBatchNormalization,
}
