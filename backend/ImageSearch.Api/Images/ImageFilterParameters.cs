using System.ComponentModel;
using System.Text.Json.Serialization;
using ImageSearch.Api.Errors;
using ImageSearch.Engine.Library;

namespace ImageSearch.Api.Images;

/// <summary>Which pictures are meant. Every condition given must hold.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ImageFilterParameters
{
    [Description("Exactly this category.")]
    public string? Category { get; init; }

    [Description("Whether it has a category at all.")]
    public bool? Categorized { get; init; }

    [Description("Carries this tag.")]
    public string? Tag { get; init; }

    [Description("pending, indexed or failed.")]
    public string? Status { get; init; }

    [Description("The name contains this.")]
    public string? Search { get; init; }

    [Description("Added at this instant or later (ISO 8601).")]
    public DateTimeOffset? AddedAfter { get; init; }

    [Description("Added before this instant (ISO 8601).")]
    public DateTimeOffset? AddedBefore { get; init; }

    [Description("Least size of the original.")]
    public long? MinBytes { get; init; }

    [Description("Greatest size of the original.")]
    public long? MaxBytes { get; init; }

    /// <exception cref="BadParameterException">The status is unknown.</exception>
    /// <exception cref="InvalidLabelException">No category or tag can be that.</exception>
    public ImageFilter ToFilter() => new()
    {
        Category = Label.Clean(Category),
        Categorized = Categorized,
        Tag = Label.Clean(Tag),
        Status = Given(Status) is { } status ? ParseStatus(status) : null,
        Search = Given(Search),
        AddedAfter = AddedAfter,
        AddedBefore = AddedBefore,
        MinBytes = MinBytes,
        MaxBytes = MaxBytes,
    };

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static ImageStatus ParseStatus(string text) => text.ToLowerInvariant() switch
    {
        "pending" => ImageStatus.Pending,
        "indexed" => ImageStatus.Indexed,
        "failed" => ImageStatus.Failed,
        _ => throw new BadParameterException($"'status' must be pending, indexed or failed; it is \"{text}\"."),
    };
}
