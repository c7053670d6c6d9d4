using ImageSearch.Api.Uploads;
using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Api.Images;

/// <summary>Reads filters from forms, queries and bodies.</summary>
internal static class ImageFilterReading
{
    /// <summary>The filter in a form.</summary>
    public static ImageFilterParameters Filter(this FormFields fields) => new()
    {
        Category = fields.Text("category"),
        Categorized = fields.Truth("categorized"),
        Tag = fields.Text("tag"),
        Status = fields.Choice<ImageStatusContract>("status"),
        Search = fields.Text("search"),
        AddedAfter = fields.Instant("addedAfter"),
        AddedBefore = fields.Instant("addedBefore"),
        MinBytes = fields.Integer("minBytes", 0, (long)ImageFilterParameters.MaxFileBytes),
        MaxBytes = fields.Integer("maxBytes", 0, (long)ImageFilterParameters.MaxFileBytes),
    };

    /// <exception cref="LibraryException">A category or tag is not valid.</exception>
    public static ImageFilter ToFilter(this ImageFilterParameters filter) => new()
    {
        Category = Label.Clean(filter.Category),
        Categorized = filter.Categorized,
        Tag = Label.Clean(filter.Tag),
        Status = (ImageStatus?)filter.Status,
        Search = string.IsNullOrEmpty(filter.Search) ? null : filter.Search,
        AddedAfter = filter.AddedAfter,
        AddedBefore = filter.AddedBefore,
        MinBytes = filter.MinBytes,
        MaxBytes = filter.MaxBytes,
    };
}
