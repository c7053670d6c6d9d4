using System.Globalization;
using System.Text.Json;
using ImageSearch.Api.Errors;
using ImageSearch.Imaging;

namespace ImageSearch.Api.Parameters;

/// <summary>What a parameter accepts. Queries and forms are checked by the same rules and refused in the same words.</summary>
/// <param name="Expected">Completes "'k' must be ...".</param>
/// <param name="Accepts">Whether a text is valid.</param>
internal sealed record Rule(string Expected, Func<string, bool> Accepts)
{
    /// <summary>Converts an accepted text to the form that the framework's binding reads.</summary>
    public Func<string, string> ToBindable { get; private init; } = text => text;

    public static readonly Rule Truth = new("true or false", text => bool.TryParse(text, out _));

    public static readonly Rule Instant = new(
        "an instant such as 2026-11-20T10:00:00Z",
        text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _));

    public static readonly Rule Region = new(
        "x,y,width,height as fractions of the picture, from 0 to 1 and within it, for example 0.25,0.1,0.5,0.5",
        text => CropRegion.TryParse(text, out _));

    public static Rule WholeNumber(long min, long max) => new(
        $"a whole number from {min} to {max}",
        text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max);

    public static Rule Number(double min, double max) => new(
        $"a number from {min:0.##} to {max:0.##}",
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max);

    /// <summary>One of an enum's names, in any case; numbers are not accepted.</summary>
    public static Rule OneOf(Type choices) => OneOf(Enum.GetNames(choices).Select(JsonNamingPolicy.CamelCase.ConvertName).ToList()) with
    {
        ToBindable = text => Enum.GetNames(choices).Single(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)),
    };

    /// <summary>One of these words, in any case.</summary>
    public static Rule OneOf(IReadOnlyList<string> words) => new(
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}",
        text => words.Contains(text, StringComparer.OrdinalIgnoreCase));

    public Rule Or(string word) => new($"{Expected}, or {word}", text => text.Equals(word, StringComparison.OrdinalIgnoreCase) || Accepts(text));

    /// <exception cref="BadParameterException">The text is not valid.</exception>
    public void Check(string name, string text)
    {
        if (!Accepts(text))
            throw Refusal(name, $"\"{text}\"");
    }

    public BadParameterException Refusal(string name, string actual) => new($"'{name}' must be {Expected}; it is {actual}.");
}
