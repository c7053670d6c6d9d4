using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Indexing;

/// <summary>Which vectors a search may find.</summary>
/// <param name="Images">What holds of their pictures.</param>
/// <param name="Except">The picture that is itself the query; null where there is none.</param>
internal sealed record VectorFilter(ImageFilter Images, long? Except = null)
{
    public static readonly VectorFilter All = new(ImageFilter.All);
}

/// <summary>A vector found by a search.</summary>
/// <param name="Cosine">-1 to 1 (up to rounding, and to what the index keeps of a vector): the inner product of unit vectors.</param>
public readonly record struct Neighbour(long Id, float Cosine);
