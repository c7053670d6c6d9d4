using System.Text.Json.Serialization;
using ImageSearch.Api.Errors;
using ImageSearch.Engine.Embedding;
using ImageSearch.Imaging;

namespace ImageSearch.Api.Search;

/// <param name="Embedding">A unit vector.</param>
public sealed record EmbeddingContract(IReadOnlyList<float> Embedding, int Dimension, string Space)
{
    internal static EmbeddingContract From(EmbeddedImage embedded) => new(embedded.Vector, embedded.Vector.Length, embedded.Space);
}

/// <summary>The embedding of one file of several, or why it has none.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Embedding">A unit vector.</param>
public sealed record EmbeddingItemContract(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<float>? Embedding = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Dimension = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Space = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Problem? Problem = null);

/// <summary>The form of one embedding, or of several.</summary>
public sealed class EmbeddingFormContract
{
    /// <summary>One picture: the answer is its embedding.</summary>
    public IFormFile? File { get; init; }

    /// <summary>Pictures: the answer has an item for each, in order.</summary>
    public IFormFileCollection? Files { get; init; }

    /// <summary>Only this part of each picture: x,y,width,height as fractions of it.</summary>
    public CropRegion? Crop { get; init; }
}
