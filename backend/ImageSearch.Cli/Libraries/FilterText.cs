using System.Globalization;
using ImageSearch.Engine.Pictures;

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
        string.Join(
            '&', fields.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}"));

    /// <summary>A filter in a body.</summary>
    public static ImageFilterParameters Body(ImageFilter filter) => new()
    {
        Category = filter.Category,
        Categorized = filter.Categorized,
        Tag = filter.Tag,
        Status = (ImageStatusContract?)filter.Status,
        Search = filter.Search,
        AddedAfter = filter.AddedAfter,
        AddedBefore = filter.AddedBefore,
        MinBytes = filter.MinBytes,
        MaxBytes = filter.MaxBytes,
    };

    private static string? Instant(DateTimeOffset? instant) => instant?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
}
