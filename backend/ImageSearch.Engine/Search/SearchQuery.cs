using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Search;

/// <summary>Limits what a search may find.</summary>
/// <param name="K">The most results, 1 to 100.</param>
/// <param name="Threshold">Lowest similarity, 0 to 1; null uses the one that divides the similarities into two groups.</param>
public sealed record SearchScope(int K, double? Threshold, ImageFilter Filter)
{
    public const int MaxK = 100;
    public const int DefaultK = 6;
}

/// <summary>A found picture.</summary>
/// <param name="Rank">Counts from 1.</param>
/// <param name="Similarity">The cosine, clamped to 0..1.</param>
/// <param name="Distance">Euclidean distance of the unit vectors, sqrt(max(0, 2 - 2 cos)); 0 to 2.</param>
public sealed record SearchHit(int Rank, ImageRecord Image, double Similarity, double Distance);

/// <summary>The durations of the steps of a search.</summary>
public sealed record SearchTimes(TimeSpan Decode, TimeSpan Embed, TimeSpan Search, TimeSpan Total);

/// <param name="Hits">Best first.</param>
/// <param name="Total">Number of indexed pictures that pass filter and threshold.</param>
/// <param name="Space">The embedding space that was searched.</param>
/// <param name="FoundThreshold">The automatic threshold that was applied; null if one was given.</param>
public sealed record SearchResult(IReadOnlyList<SearchHit> Hits, long Total, SearchTimes Times, string Space, double? FoundThreshold);
