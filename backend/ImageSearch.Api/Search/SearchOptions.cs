using System.ComponentModel.DataAnnotations;

namespace ImageSearch.Api.Search;

/// <summary>Configuration section <c>Search</c>.</summary>
public sealed class SearchOptions
{
    public const string Section = "Search";

    /// <summary>The figure beside each result if the request names none.</summary>
    [EnumDataType(typeof(ScoreKind), ErrorMessage = "Search:Score must be none or inverseDistance.")]
    public ScoreKind Score { get; set; } = ScoreKind.None;
}
