using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ImageSearch.Api.Errors;
using ImageSearch.Api.Images;
using ImageSearch.Engine.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Api.Search;

/// <param name="Rank">From 1, best first.</param>
/// <param name="Similarity">The cosine, clamped to 0..1.</param>
/// <param name="Distance">Euclidean distance of the unit vectors: sqrt(2 - 2 cosine).</param>
/// <param name="Score">A figure derived from the distance, where one was asked for.</param>
public sealed record SearchHitContract(
    [property: Range(1, SearchScope.MaxK)] int Rank,
    ImageContract Image,
    [property: Range(0.0, 1.0)] double Similarity,
    [property: Range(0.0, 2.0)] double Distance,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ScoreContract? Score = null);

/// <summary>Milliseconds.</summary>
public sealed record TookContract(double Decode, double Embed, double Search, double Total);

/// <param name="Results">Best first.</param>
/// <param name="Total">Indexed pictures that pass filter and threshold.</param>
/// <param name="Space">The embedding space that was searched.</param>
/// <param name="Threshold">The least similarity that threshold=auto came to.</param>
public sealed record SearchContract(
    IReadOnlyList<SearchHitContract> Results,
    long Total,
    TookContract TookMs,
    string Space,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Threshold = null)
{
    internal static SearchContract From(SearchResult result, ScoreKind score) => new(
        result.Hits.Select(hit => new SearchHitContract(
            hit.Rank, ImageContract.From(hit.Image), hit.Similarity, hit.Distance, ScoreContract.Of(hit, score))).ToList(),
        result.Total,
        new TookContract(
            Milliseconds(result.Times.Decode), Milliseconds(result.Times.Embed), Milliseconds(result.Times.Search), Milliseconds(result.Times.Total)),
        result.Space,
        result.FoundThreshold);

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 2);
}

/// <summary>What was found for one file of a batch, or why it could not be searched for.</summary>
/// <param name="Name">The file's name.</param>
public sealed record BatchItemContract(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SearchHitContract>? Results = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Total = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TookContract? TookMs = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Space = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Threshold = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Problem? Problem = null)
{
    internal static BatchItemContract From(string name, SearchResult result, ScoreKind score)
    {
        var found = SearchContract.From(result, score);
        return new BatchItemContract(name, found.Results, found.Total, found.TookMs, found.Space, found.Threshold);
    }

    internal static BatchItemContract From(string name, Problem problem) => new(name, Problem: problem);
}

/// <summary>The form of a query.</summary>
public sealed class SearchFormContract
{
    /// <summary>The picture to look for.</summary>
    public required IFormFile File { get; init; }

    /// <summary>Most results.</summary>
    [Range(1, SearchScope.MaxK)]
    [DefaultValue(SearchScope.DefaultK)]
    public int? K { get; init; }

    /// <summary>Least similarity, 0 to 1, or auto: where the similarities fall apart into two groups.</summary>
    [DefaultValue(0.0)]
    public Threshold? Threshold { get; init; }

    /// <summary>A figure beside each result: none, or inverseDistance, 1 / (1 + distance). The setting Search:Score is the default.</summary>
    public ScoreKind? Score { get; init; }

    /// <summary>Only pictures of this category.</summary>
    public string? Category { get; init; }

    /// <summary>Only pictures with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Only this part of the picture: x,y,width,height as fractions of it.</summary>
    public CropRegion? Crop { get; init; }
}

/// <summary>The form of several queries.</summary>
public sealed class BatchFormContract
{
    /// <summary>The pictures to look for.</summary>
    public required IFormFileCollection Files { get; init; }

    /// <summary>Most results for each.</summary>
    [Range(1, SearchScope.MaxK)]
    [DefaultValue(SearchScope.DefaultK)]
    public int? K { get; init; }

    /// <summary>Least similarity, 0 to 1, or auto: where the similarities fall apart into two groups.</summary>
    [DefaultValue(0.0)]
    public Threshold? Threshold { get; init; }

    /// <summary>A figure beside each result: none, or inverseDistance, 1 / (1 + distance). The setting Search:Score is the default.</summary>
    public ScoreKind? Score { get; init; }

    /// <summary>Only pictures of this category.</summary>
    public string? Category { get; init; }

    /// <summary>Only pictures with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Only this part of each picture: x,y,width,height as fractions of it.</summary>
    public CropRegion? Crop { get; init; }
}
