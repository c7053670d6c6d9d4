using System.Globalization;
using ImageSearch.Api.Errors;
using ImageSearch.Imaging;

namespace ImageSearch.Api.Uploads;

/// <summary>The fields of a form or query, parsed strictly; an empty field counts as absent.</summary>
internal sealed class FormFields(IReadOnlyDictionary<string, string> fields)
{
    public string? Text(string name) => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public int Integer(string name, int fallback, int min, int max)
    {
        if (Text(name) is not { } text)
            return fallback;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new BadParameterException($"'{name}' must be a whole number from {min} to {max}; it is \"{text}\".");
    }

    /// <param name="alternative">What else the caller takes, for the message.</param>
    public double Number(string name, double fallback, double min, double max, string alternative = "")
    {
        if (Text(name) is not { } text)
            return fallback;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new BadParameterException($"'{name}' must be a number from {min:0.##} to {max:0.##}{(alternative.Length > 0 ? $", {alternative}" : "")}; it is \"{text}\".");
    }

    public CropRegion? Crop(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return CropRegion.TryParse(text, out var region)
            ? region
            : throw new BadParameterException(
                $"'{name}' must be x,y,width,height as fractions of the picture, from 0 to 1 and within it, for example 0.25,0.1,0.5,0.5; it is \"{text}\".");
    }

    /// <summary>One of an enum's names, in any case.</summary>
    public T Choice<T>(string name, T fallback)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return fallback;
        return Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw new BadParameterException($"'{name}' must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}; it is \"{text}\".");
    }
}
