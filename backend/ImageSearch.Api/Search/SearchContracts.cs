using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Api.Search;

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
        var found = result.ToContract(score);
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
