using System.Text;
using ImageSearch.Engine.Pictures.Unicode;

namespace ImageSearch.Engine.Pictures;

/// <summary>The rules for categories and tags, short names that users choose.</summary>
public static class Label
{
    /// <summary>The longest label, in characters.</summary>
    public const int MaxLength = 100;

    /// <summary>The most tags of one picture.</summary>
    public const int MaxTags = 100;

    /// <summary>Trims and normalises (NFC) a label; null if nothing is left.</summary>
    /// <exception cref="LibraryException">The label is too long or has control characters.</exception>
    public static string? Clean(string? label)
    {
        if (string.IsNullOrWhiteSpace(label))
            return null;
        var trimmed = label.Trim();
        // Checked before the normalisation, which would stop at a NUL.
        if (trimmed.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar))
            throw new LibraryException(LibraryErrorKind.Invalid, "A category or tag must not contain control characters.");
        var cleaned = UnicodeText.ToNfc(trimmed);
        if (cleaned.Length > MaxLength)
        {
            throw new LibraryException(
                LibraryErrorKind.Invalid,
                $"A category or tag may have {MaxLength} characters at most; this one has {cleaned.Length}.");
        }

        return cleaned;
    }

    /// <summary>Cleans a set of tags: removes empty ones and duplicates, and sorts the rest in ordinal order.</summary>
    /// <exception cref="LibraryException">A tag is invalid or contains a comma, or there are more than <see cref="MaxTags"/>.</exception>
    public static IReadOnlyList<string> CleanTags(IEnumerable<string> tags)
    {
        var cleaned = tags.Select(Clean).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (cleaned.Count > MaxTags)
            throw new LibraryException(LibraryErrorKind.Invalid, $"A picture may carry {MaxTags} tags at most; these are {cleaned.Count}.");
        if (cleaned.Any(tag => tag.Contains(',')))
            throw new LibraryException(LibraryErrorKind.Invalid, "A tag must not contain a comma: commas separate tags.");
        return cleaned;
    }
}
