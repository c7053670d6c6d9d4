using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ImageSearch.Engine.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Cli.Verbs;

/// <summary>The options of a query.</summary>
internal sealed class ScopeOptions
{
    private readonly Option<int> _k = new("-k", "--k")
    {
        Description = $"Most results, 1 to {SearchScope.MaxK}.",
        HelpName = "N",
        DefaultValueFactory = _ => SearchScope.DefaultK,
        CustomParser = Values.WholeNumber(1, SearchScope.MaxK, $"-k takes a whole number from 1 to {SearchScope.MaxK}."),
    };

    private readonly Option<string> _threshold = new("--threshold")
    {
        Description = "Least similarity, 0 to 1, or auto: where the similarities fall apart into two groups.",
        HelpName = "X|auto",
        DefaultValueFactory = _ => "0",
    };

    private readonly Option<CropRegion?> _crop = CropOption();
    private readonly FilterOptions _filter;

    public ScopeOptions(Command verb)
    {
        _threshold.Validators.Add(result => Require(
            result, TryThreshold(result.GetValueOrDefault<string>(), out _), "--threshold takes a number from 0 to 1, or auto."));
        verb.Add(_k);
        verb.Add(_threshold);
        verb.Add(_crop);
        _filter = new FilterOptions(verb);
    }

    public CropRegion? Crop(ParseResult parsed) => parsed.GetValue(_crop);

    public SearchScope Read(ParseResult parsed) =>
        new(parsed.GetValue(_k), TryThreshold(parsed.GetValue(_threshold), out var threshold) ? threshold : 0, _filter.Read(parsed));

    public static Option<CropRegion?> CropOption() => new("--crop")
    {
        Description = "Only this part of the picture, as fractions of it, for example 0.25,0.1,0.5,0.5.",
        HelpName = "X,Y,WIDTH,HEIGHT",
        CustomParser = ParseCrop,
    };

    // Null means auto, as in a SearchScope.
    private static bool TryThreshold(string? text, out double? threshold)
    {
        var given = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1;
        threshold = given ? number : null;
        return given || string.Equals(text, "auto", StringComparison.OrdinalIgnoreCase);
    }

    private static CropRegion? ParseCrop(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (CropRegion.TryParse(text, out var region))
            return region;
        result.AddError(
            $"--crop takes x,y,width,height as fractions of the picture, from 0 to 1 and within it, for example 0.25,0.1,0.5,0.5; not \"{text}\".");
        return null;
    }

    private static void Require(OptionResult result, bool holds, string rule)
    {
        if (!holds)
            result.AddError(rule);
    }
}
