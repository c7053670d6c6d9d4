using System.Text.RegularExpressions;

namespace ImageSearch.Engine.Library;

/// <summary>
/// Categories that stand in file names, as in the data sets of classifiers: what precedes the last run of digits, so
/// <c>t-shirt-001.jpg</c> and <c>t-shirt_2.png</c> are of <c>t-shirt</c>.
/// </summary>
public static partial class NameCategory
{
    /// <summary>The category that a name carries; null where it carries none, or none that is a valid label.</summary>
    public static string? Of(string name)
    {
        var match = Numbered().Match(name[..^ImageName.Extension(name).Length]);
        if (!match.Success || match.Groups["category"].Value.Length > Label.MaxLength)
            return null;
        return Label.Clean(match.Groups["category"].Value);
    }

    [GeneratedRegex(@"^(?<category>.+)[_-][0-9]+$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Numbered();
}
