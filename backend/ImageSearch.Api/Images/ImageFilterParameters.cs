using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ImageSearch.Api.Uploads;
using ImageSearch.Engine;
using ImageSearch.Engine.Library;

namespace ImageSearch.Api.Images;

/// <summary>Which pictures are meant. Every condition given must hold.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ImageFilterParameters
{
    // The largest integer that every JSON reader represents exactly.
    private const double MaxFileBytes = 9_007_199_254_740_991;

    [Description("Exactly this category.")]
    public string? Category { get; init; }

    [Description("Whether it has a category at all.")]
    public bool? Categorized { get; init; }

    [Description("Carries this tag.")]
    public string? Tag { get; init; }

    [Description("Only pictures in this state.")]
    public ImageStatus? Status { get; init; }

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

    /// <summary>The filter in a form.</summary>
    internal static ImageFilterParameters From(FormFields fields) => new()
    {
        Category = fields.Text("category"),
        Categorized = fields.Truth("categorized"),
        Tag = fields.Text("tag"),
        Status = fields.Choice<ImageStatus>("status"),
        Search = fields.Text("search"),
        AddedAfter = fields.Instant("addedAfter"),
        AddedBefore = fields.Instant("addedBefore"),
        MinBytes = fields.Integer("minBytes", 0, (long)MaxFileBytes),
        MaxBytes = fields.Integer("maxBytes", 0, (long)MaxFileBytes),
    };

    /// <exception cref="LibraryException">A category or tag is not valid.</exception>
    public ImageFilter ToFilter() => new()
    {
        Category = Label.Clean(Category),
        Categorized = Categorized,
        Tag = Label.Clean(Tag),
        Status = Status,
        Search = Given(Search),
        AddedAfter = AddedAfter,
        AddedBefore = AddedBefore,
        MinBytes = MinBytes,
        MaxBytes = MaxBytes,
    };

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
