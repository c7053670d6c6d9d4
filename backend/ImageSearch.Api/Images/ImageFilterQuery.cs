using System.Globalization;
using ImageSearch.Api.Errors;
using ImageSearch.Api.Uploads;
using ImageSearch.Engine.Library;

namespace ImageSearch.Api.Images;

/// <summary>A filter given as fields of a form.</summary>
internal sealed class ImageFilterQuery(FormFields fields)
{
    public ImageFilter ToFilter() => new ImageFilterParameters
    {
        Category = fields.Text("category"),
        Categorized = Truth("categorized"),
        Tag = fields.Text("tag"),
        Status = fields.Text("status"),
        Search = fields.Text("search"),
        AddedAfter = Instant("addedAfter"),
        AddedBefore = Instant("addedBefore"),
        MinBytes = Bytes("minBytes"),
        MaxBytes = Bytes("maxBytes"),
    }.ToFilter();

    private bool? Truth(string name)
    {
        if (fields.Text(name) is not { } text)
            return null;
        return bool.TryParse(text, out var truth) ? truth : throw new BadParameterException($"'{name}' must be true or false; it is \"{text}\".");
    }

    private DateTimeOffset? Instant(string name)
    {
        if (fields.Text(name) is not { } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new BadParameterException($"'{name}' must be an instant such as 2026-11-20T10:00:00Z; it is \"{text}\".");
    }

    private long? Bytes(string name)
    {
        if (fields.Text(name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : throw new BadParameterException($"'{name}' must be a number of bytes; it is \"{text}\".");
    }
}
