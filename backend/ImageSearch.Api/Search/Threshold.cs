using ImageSearch.Api.Parameters;

namespace ImageSearch.Api.Search;

/// <summary>The least similarity of a search: a number, or auto, which finds the one at which the similarities fall apart into two groups.</summary>
/// <param name="Least">0 to 1; null is auto.</param>
public readonly record struct Threshold(double? Least)
{
    public const string Auto = "auto";

    internal static readonly Rule Rule = Rule.Number(0, 1).Or(Auto);

    public static bool TryParse(string? text, out Threshold threshold)
    {
        threshold = default;
        if (text is null || !Rule.Accepts(text))
            return false;
        if (!text.Equals(Auto, StringComparison.OrdinalIgnoreCase))
            threshold = new Threshold(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        return true;
    }
}
