using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageSearch.Engine.Embedding;

/// <summary>
/// Everything that shapes a vector. Vectors of two spaces must never be compared, so an index keeps its space beside it
/// and refuses another's vectors; two spaces are the same when their ids are.
/// </summary>
/// <param name="Id">The model's id and twelve hexadecimal digits over the rest; safe as a folder's name, the same in every process.</param>
/// <param name="Method">How pictures are scaled and cut; changes when the same figures would give other pixels.</param>
/// <param name="Head">The sha256 of the similarity head behind the model, or null.</param>
/// <param name="Edit">How the model's graph was changed before it was used; left out where it was not, so that ids of old are kept.</param>
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

    // libvips decoded everything, and placed the pixels of some JPEGs a quarter of one aside (docs/adr/0019).
    private const string EarlierMethod = "upright, over white, sRGB, bilinear with antialiasing, central square";

    /// <summary>Whether pictures are decoded for it as they are today.</summary>
    [JsonIgnore]
    public bool IsCurrent => Method == CurrentMethod;

    /// <summary>The space of a model's own vectors.</summary>
    public static EmbeddingSpace Of(ModelDescriptor model) => Of(model, CurrentMethod);

    /// <summary>
    /// The space of that id, where the model made it with an earlier decoder: today's vectors are near enough to be compared with its own
    /// until its pictures are embedded again. The model's current space for any other id.
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

    // What the digest is taken of, in the order in which it always was: another order, or a part less, would give every library another space.
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
