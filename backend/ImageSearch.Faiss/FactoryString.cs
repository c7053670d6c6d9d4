using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageSearch.Faiss;

/// <summary>
/// The part of FAISS's factory language whose indexes <see cref="FaissIndex.Load"/> can check before it believes them.
/// </summary>
internal static partial class FactoryString
{
    /// <summary>Null where the string is outside that part.</summary>
    public static FaissIndexType? Parse(string factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        var match = Supported().Match(factory);
        if (!match.Success)
            return null;

        int Number(string name) =>
            match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var codes = match.Groups["codes"].Value switch
        {
            "SQfp16" => FaissCodes.Half,
            "SQ8" => FaissCodes.Bytes,
            _ => FaissCodes.Full,
        };
        return new FaissIndexType(codes, Number("links"), Number("lists"));
    }

    [GeneratedRegex(
        """
        \A( HNSW(?<links>[2-9]|[1-9][0-9]|[1-4][0-9]{2}|50[0-9]|51[0-2])(,(?<codes>Flat|SQ8|SQfp16))?
        | (IVF(?<lists>[1-9][0-9]{0,5}),)?(?<codes>Flat|SQ8|SQfp16) )\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Supported();
}
