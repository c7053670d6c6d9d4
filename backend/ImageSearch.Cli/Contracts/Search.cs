using System.Text.Json.Serialization;
using ImageSearch.Engine.Search;

namespace ImageSearch.Cli.Contracts;

/// <param name="Rank">From 1, best first.</param>
/// <param name="Similarity">The cosine, clamped to 0..1.</param>
/// <param name="Distance">Euclidean distance of the unit vectors.</param>
/// <param name="Score">A figure derived from the distance, where the server is set to give one.</param>
internal sealed record Hit(
    int Rank,
    Picture Image,
    double Similarity,
    double Distance,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Score? Score = null);

/// <param name="Kind">How it follows from the distance: "inverseDistance".</param>
internal sealed record Score(double Value, string Kind);

/// <summary>Milliseconds.</summary>
internal sealed record Took(double Decode, double Embed, double Search, double Total);

/// <param name="Total">Indexed pictures that pass filter and threshold.</param>
/// <param name="Threshold">The least similarity that `--threshold auto` came to.</param>
internal sealed record Found(
    IReadOnlyList<Hit> Results,
    long Total,
    Took TookMs,
    string Space,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Threshold = null)
{
    public static Found Of(SearchResult result) => new(
        result.Hits.Select(hit => new Hit(hit.Rank, Picture.Of(hit.Image), hit.Similarity, hit.Distance)).ToList(),
        result.Total,
        new Took(
            Milliseconds(result.Times.Decode), Milliseconds(result.Times.Embed), Milliseconds(result.Times.Search), Milliseconds(result.Times.Total)),
        result.Space,
        result.FoundThreshold);

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 2);
}

/// <summary>The embedding of one file, a unit vector, or why it has none.</summary>
internal sealed record Embedding(
    string Name,
    [property: JsonPropertyName("embedding"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<float>? Vector = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Dimension = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Space = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Problem? Problem = null);

/// <summary>A whole, short list.</summary>
internal sealed record Items<T>([property: JsonPropertyName("items")] IReadOnlyList<T> All);
