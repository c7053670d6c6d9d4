using ImageSearch.Engine.Embedding;
using ImageSearch.Imaging;

namespace ImageSearch.Api.Search;

/// <param name="Embedding">A unit vector.</param>
public sealed record EmbeddingContract(IReadOnlyList<float> Embedding, int Dimension, string Space)
{
    internal static EmbeddingContract From(EmbeddedImage embedded) => new(embedded.Vector, embedded.Vector.Length, embedded.Space);
}

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
