using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ImageSearch.Contracts;

/// <param name="Rank">From 1, best first.</param>
/// <param name="Similarity">The cosine, clamped to 0..1.</param>
/// <param name="Distance">Euclidean distance of the unit vectors: sqrt(2 - 2 cosine).</param>
/// <param name="Score">A figure derived from the distance, where one was asked for.</param>
public sealed record SearchHitContract(
    [property: Range(1, SearchContract.MaxResults)] int Rank,
    ImageContract Image,
    [property: Range(0.0, 1.0)] double Similarity,
    [property: Range(0.0, 2.0)] double Distance,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ScoreContract? Score = null);

/// <summary>Milliseconds.</summary>
public sealed record TookContract(double Decode, double Embed, double Search, double Total);

/// <param name="Results">Best first.</param>
/// <param name="Total">Number of indexed pictures that pass filter and threshold.</param>
/// <param name="Space">The embedding space that was searched.</param>
/// <param name="Threshold">The least similarity that threshold=auto came to.</param>
public sealed record SearchContract(
    IReadOnlyList<SearchHitContract> Results,
    long Total,
    TookContract TookMs,
    string Space,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Threshold = null)
{
    /// <summary>Most results of one search.</summary>
    public const int MaxResults = 100;
}

/// <summary>Figures that some clients expect beside similarity and distance.</summary>
public enum ScoreKind
{
    None,

    /// <summary>1 / (1 + distance): 1 for the same picture, a third for an opposite one.</summary>
    InverseDistance,
}

/// <summary>A figure derived from the distance; the ranking is the same.</summary>
public sealed record ScoreContract(double Value, ScoreKind Kind);

/// <summary>The embedding of one file of several, or why it has none.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Embedding">A unit vector.</param>
public sealed record EmbeddingItemContract(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<float>? Embedding = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Dimension = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Space = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Problem? Problem = null);
