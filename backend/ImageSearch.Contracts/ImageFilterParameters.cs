using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ImageSearch.Contracts;

/// <summary>Which pictures are meant. Every condition given must hold.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ImageFilterParameters
{
    /// <summary>The largest whole number that every JSON reader keeps exactly.</summary>
    public const double MaxFileBytes = 9_007_199_254_740_991;

    [Description("Exactly this category.")]
    public string? Category { get; init; }

    [Description("Whether it has a category at all.")]
    public bool? Categorized { get; init; }

    [Description("Carries this tag.")]
    public string? Tag { get; init; }

    [Description("Only pictures in this state.")]
    public ImageStatusContract? Status { get; init; }

    [Description("The name contains this.")]
    public string? Search { get; init; }

    [Description("Added at this instant or later (ISO 8601).")]
    public DateTimeOffset? AddedAfter { get; init; }

    [Description("Added before this instant (ISO 8601).")]
    public DateTimeOffset? AddedBefore { get; init; }

    [Description("Least size of the original, in bytes.")]
    [Range(0, MaxFileBytes)]
    public long? MinBytes { get; init; }

    [Description("Greatest size of the original, in bytes.")]
    [Range(0, MaxFileBytes)]
    public long? MaxBytes { get; init; }
}
