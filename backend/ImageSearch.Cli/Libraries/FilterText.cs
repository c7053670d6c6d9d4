using System.Globalization;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Library;

namespace ImageSearch.Cli.Libraries;

/// <summary>A filter in the form that the HTTP interface accepts: in a query, a form or a body.</summary>
internal sealed class FilterText(ImageFilter filter)
{
    public IEnumerable<(string Name, string? Value)> Fields() =>
    [
        ("category", filter.Category),
        ("categorized", filter.Categorized switch { true => "true", false => "false", null => null }),
        ("tag", filter.Tag),
        ("status", filter.Status?.ToString().ToLowerInvariant()),
        ("search", filter.Search),
        ("addedAfter", Instant(filter.AddedAfter)),
        ("addedBefore", Instant(filter.AddedBefore)),
        ("minBytes", filter.MinBytes?.ToString(CultureInfo.InvariantCulture)),
        ("maxBytes", filter.MaxBytes?.ToString(CultureInfo.InvariantCulture)),
    ];

    public static string Query(IEnumerable<(string Name, string? Value)> fields) =>
        string.Join('&', fields.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}"));

    private static string? Instant(DateTimeOffset? instant) => instant?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>The pictures of a bulk action and its other parameters.</summary>
internal sealed record BulkRequest(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyCollection<long>? Ids,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImageFilterBody? Filter)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Category { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pattern { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Start { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Add { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Remove { get; init; }

    public static BulkRequest Of(ImageSelection selection) => selection switch
    {
        ImageSelection.ByIds(var ids) => new BulkRequest(ids, null),
        ImageSelection.ByFilter(var filter) => new BulkRequest(null, ImageFilterBody.Of(filter)),
        _ => throw new ArgumentOutOfRangeException(nameof(selection)),
    };
}

/// <summary>A filter in a body.</summary>
internal sealed record ImageFilterBody(
    string? Category, bool? Categorized, string? Tag, string? Status, string? Search, DateTimeOffset? AddedAfter, DateTimeOffset? AddedBefore, long? MinBytes, long? MaxBytes)
{
    public static ImageFilterBody Of(ImageFilter filter) => new(
        filter.Category, filter.Categorized, filter.Tag, filter.Status?.ToString().ToLowerInvariant(), filter.Search,
        filter.AddedAfter, filter.AddedBefore, filter.MinBytes, filter.MaxBytes);
}
