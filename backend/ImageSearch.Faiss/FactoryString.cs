using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageSearch.Faiss;

/// <summary>
/// The part of FAISS's factory language whose indexes <see cref="FaissIndex.Load"/> can check before it believes them.
/// </summary>
internal static partial class FactoryString
{
    /// <exception cref="ArgumentException">The string is outside that part.</exception>
    public static FaissIndexType Parse(string factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        var match = Supported().Match(factory);
        if (!match.Success)
            throw new ArgumentException(
                $"'{factory}' is not supported: use Flat, SQfp16, SQ8, PQ<parts>, HNSW<links> (2 to 512), HNSW<links>,SQ8, "
                + "IVF<lists>,Flat (1 to 999999), IVF<lists>,SQ8 or IVF<lists>,PQ<parts>, and PCA<components>, in front of any.",
                nameof(factory));

        int Number(string name) =>
            match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var codes = match.Groups["codes"].Value switch
        {
            "SQfp16" => FaissCodes.Half,
            "SQ8" => FaissCodes.Bytes,
            ['P', ..] => FaissCodes.Product,
            _ => FaissCodes.Full,
        };
        return new FaissIndexType(codes, Number("components"), Number("links"), Number("lists"), Number("parts"));
    }

    [GeneratedRegex(
        """
        \A(PCA(?<components>[1-9][0-9]{0,4}),)?
        ( HNSW(?<links>[2-9]|[1-9][0-9]|[1-4][0-9]{2}|50[0-9]|51[0-2])(,(?<codes>Flat|SQ8|SQfp16))?
        | (IVF(?<lists>[1-9][0-9]{0,5}),)?(?<codes>Flat|SQ8|SQfp16|PQ(?<parts>[1-9][0-9]{0,4})) )\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Supported();
}
