using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageSearch.Engine.Pictures;

/// <summary>
/// The pattern for renaming many pictures: text with <c>{name}</c> (the old name without its extension), <c>{category}</c>, <c>{id}</c> and
/// <c>{number}</c> or <c>{number:3}</c> (counted, with leading zeros). For example, <c>{category}_{number:3}</c> makes
/// <c>dress_001.jpg</c>, <c>dress_002.jpg</c> and <c>shirt_001.png</c>, names from which training tools read categories. The extension is
/// always kept.
/// </summary>
public sealed partial class RenamePattern
{
    /// <summary>The longest pattern, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>Used for pictures without a category.</summary>
    public const string NoCategory = "uncategorised";

    private const int MaxDigits = 9;

    private readonly string _text;

    private RenamePattern(string text) => _text = text;

    /// <exception cref="LibraryException">The text is not a valid pattern; the message says why.</exception>
    public static RenamePattern Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
        {
            throw new LibraryException(
                LibraryErrorKind.Invalid,
                $"A pattern has 1 to {MaxLength} characters, for example {{category}}_{{number:3}}.");
        }

        var rest = Placeholder().Replace(text, "");
        if (rest.Contains('{') || rest.Contains('}'))
        {
            throw new LibraryException(
                LibraryErrorKind.Invalid,
                $"A pattern may contain {{name}}, {{category}}, {{id}}, {{number}} and {{number:1}} to {{number:{MaxDigits}}}; "
                + $"\"{text}\" has something else in braces.");
        }

        return new RenamePattern(text);
    }

    /// <summary>The new name of a picture, not yet cleaned.</summary>
    /// <param name="number">The number of this picture in its category.</param>
    public string NameOf(long id, string name, string? category, int number)
    {
        var extension = ImageName.Extension(name);
        var stem = Placeholder().Replace(_text, match => match.Groups["what"].Value switch
        {
            "name" => name[..^extension.Length],
            "category" => category ?? NoCategory,
            "id" => id.ToString(CultureInfo.InvariantCulture),
            _ => number.ToString(CultureInfo.InvariantCulture)
                .PadLeft(match.Groups["digits"] is { Success: true } digits ? digits.Value[0] - '0' : 1, '0'),
        });
        return stem + extension;
    }

    [GeneratedRegex(@"\{(?<what>name|category|id|number)\}|\{(?<what>number):(?<digits>[1-9])\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
