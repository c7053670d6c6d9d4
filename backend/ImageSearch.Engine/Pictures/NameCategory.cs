using System.Text.RegularExpressions;

namespace ImageSearch.Engine.Pictures;

/// <summary>
/// Reads categories from file names, as in the data sets of classifiers: the text before the last run of digits. The category of
/// <c>t-shirt-001.jpg</c> and <c>t-shirt_2.png</c> is <c>t-shirt</c>.
/// </summary>
public static partial class NameCategory
{
    /// <summary>The category in a name; null if there is none or it is not a valid label.</summary>
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
