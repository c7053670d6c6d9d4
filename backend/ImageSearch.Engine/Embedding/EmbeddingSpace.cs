using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageSearch.Engine.Embedding;

/// <summary>
/// Everything that affects a vector. Vectors of two spaces must never be compared, so an index stores its space and refuses vectors of
/// another. Two spaces are the same if their ids are equal.
/// </summary>
/// <param name="Id">The model's id and twelve hexadecimal digits of a digest of the rest; safe as a folder name, the same in every
/// process.</param>
/// <param name="Method">How pictures are scaled and cropped; it changes when the same figures would give other pixels.</param>
/// <param name="Head">The sha256 of the similarity head behind the model, or null.</param>
/// <param name="Edit">How the model's graph was changed before use; omitted if it was not changed, so that existing ids stay valid.</param>
public sealed record EmbeddingSpace(
    string Id,
    string ModelId,
    string ModelSha256,
    string Method,
    ImagePreprocessing Preprocessing,
    TensorLayout Layout,
    string OutputTensor,
    string? Head,
    int Dimension,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Edit = null)
{
    private const string CurrentMethod =
        "upright, over white, sRGB, bilinear with antialiasing, central square; decoded by Skia, TIFF and AVIF by libvips";

    // libvips decoded every format, and shifted the pixels of some JPEGs by a quarter of a pixel (docs/adr/0019).
    private const string EarlierMethod = "upright, over white, sRGB, bilinear with antialiasing, central square";

    /// <summary>Whether its pictures are decoded with the current decoder.</summary>
    [JsonIgnore]
    public bool IsCurrent => Method == CurrentMethod;

    /// <summary>The space of a model's unchanged vectors.</summary>
    public static EmbeddingSpace Of(ModelDescriptor model) => Of(model, CurrentMethod);

    /// <summary>
    /// The space with this id if the model made it with an earlier decoder: its vectors are close enough to be compared with current ones
    /// until its pictures are embedded again. For any other id, the model's current space.
    /// </summary>
    public static EmbeddingSpace Recorded(ModelDescriptor model, string? id) =>
        Of(model, EarlierMethod) is var earlier && earlier.Id == id ? earlier : Of(model);

    private static EmbeddingSpace Of(ModelDescriptor model, string method)
    {
        var identity = new Identity(
            "", "", model.Sha256, method, model.Preprocessing, model.Layout, "None", model.OutputTensor, null, model.Dimension, model.Edit);
        var digest = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(identity)));
        return new EmbeddingSpace(
            $"{model.Id}-{digest[..12]}", model.Id, model.Sha256, method, model.Preprocessing, model.Layout, model.OutputTensor, null,
            model.Dimension, model.Edit);
    }

    // The input of the digest. Its order and its parts must not change, or every library would get another space.
    private sealed record Identity(
        string Id,
        string ModelId,
        string ModelSha256,
        string Method,
        ImagePreprocessing Preprocessing,
        TensorLayout Layout,
        string Repair,
        string OutputTensor,
        string? Head,
        int Dimension,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Edit);
}
