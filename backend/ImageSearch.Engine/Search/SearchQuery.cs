using ImageSearch.Engine.Library;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Search;

/// <summary>What a search may find.</summary>
/// <param name="K">At most this many results, 1 to 100.</param>
/// <param name="Threshold">Least similarity, 0 to 1; null takes the one at which the similarities fall apart into two groups.</param>
public sealed record SearchScope(int K, double? Threshold, ImageFilter Filter)
{
    public const int MaxK = 100;
    public const int DefaultK = 6;
}

/// <summary>A picture found.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Similarity">The cosine, clamped to 0..1.</param>
/// <param name="Distance">Euclidean distance of the unit vectors, sqrt(max(0, 2 - 2 cos)); 0 to 2.</param>
public sealed record SearchHit(int Rank, ImageRecord Image, double Similarity, double Distance);

/// <summary>Where the time went.</summary>
public sealed record SearchTimes(TimeSpan Decode, TimeSpan Embed, TimeSpan Search, TimeSpan Total);

/// <param name="Hits">Best first.</param>
/// <param name="Total">Indexed pictures that pass filter and threshold.</param>
/// <param name="Space">The embedding space that was searched.</param>
/// <param name="FoundThreshold">The least similarity that was applied, where it was to be found; null where one was given.</param>
public sealed record SearchResult(IReadOnlyList<SearchHit> Hits, long Total, SearchTimes Times, string Space, double? FoundThreshold);
