using System.Globalization;
using ImageSearch.Api.Errors;
using ImageSearch.Api.Parameters;
using ImageSearch.Api.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Api.Uploads;

/// <summary>
/// The fields of a form, parsed strictly; an empty field counts as absent. An invalid one throws a <see cref="BadParameterException"/>.
/// </summary>
internal sealed class FormFields(IReadOnlyDictionary<string, string> fields)
{
    public string? Text(string name) => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public long? Integer(string name, long min, long max) =>
        Checked(name, Rule.WholeNumber(min, max)) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public double? Number(string name, double min, double max) =>
        Checked(name, Rule.Number(min, max)) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    public bool? Truth(string name) => Checked(name, Rule.Truth) is { } text ? bool.Parse(text) : null;

    public DateTimeOffset? Instant(string name) =>
        Checked(name, Rule.Instant) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;

    public CropRegion? Crop(string name) => CropRegion.TryParse(Checked(name, Rule.Region), out var region) ? region : null;

    public Threshold? Threshold(string name) =>
        Search.Threshold.TryParse(Checked(name, Search.Threshold.Rule), out var threshold) ? threshold : null;

    /// <summary>One of an enum's names, in any case.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum => Checked(name, Rule.OneOf(typeof(T))) is { } text ? Enum.Parse<T>(text, ignoreCase: true) : null;

    private string? Checked(string name, Rule rule)
    {
        if (Text(name) is not { } text)
            return null;
        rule.Check(name, text);
        return text;
    }
}
