using System.Text;
using ImageSearch.Engine.Pictures.Unicode;

namespace ImageSearch.Engine.Pictures;

/// <summary>
/// Turns a client's file name into a name that can be shown and stored: the last path segment, NFC, without control or direction-override
/// characters, at most 255 bytes of UTF-8 with the extension kept. Names never become paths.
/// </summary>
public static class ImageName
{
    /// <summary>The longest name, in bytes of UTF-8.</summary>
    public const int MaxBytes = 255;

    private const int MaxExtensionBytes = 16;

    /// <param name="name">Any text, or null.</param>
    /// <param name="fallback">The name of a picture without a usable name.</param>
    public static string Clean(string? name, string fallback = "image")
    {
        var segment = (name ?? "").Replace('\\', '/');
        segment = segment[(segment.LastIndexOf('/') + 1)..];
        var text = new StringBuilder(segment.Length);
        foreach (var rune in segment.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && !IsDirectionOverride(rune) && !IsLineSeparator(rune))
                text.Append(rune);
        }

        // After shortening, the text may end with a space.
        var cleaned = Shorten(UnicodeText.ToNfc(text.ToString()).Trim(), MaxBytes).TrimEnd();
        return cleaned is "" or "." or ".." ? fallback : cleaned;
    }

    /// <summary>The form in which names are compared and sorted: lower case.</summary>
    public static string Fold(string name) => UnicodeText.ToNfc(name).ToLowerInvariant();

    /// <summary>
    /// Candidates for a picture's unique file name, the best first: the name itself, <c>stem-{id}.ext</c>, <c>stem-{id}-2.ext</c> and so
    /// on.
    /// </summary>
    public static IEnumerable<string> FileNames(string name, long id)
    {
        yield return name;
        yield return WithSuffix(name, $"-{id}");
        for (var number = 2; ; number++)
            yield return WithSuffix(name, $"-{id}-{number}");
    }

    private static string WithSuffix(string name, string suffix)
    {
        var extension = Extension(name);
        var stem = name[..^extension.Length];
        var room = MaxBytes - Encoding.UTF8.GetByteCount(extension) - suffix.Length;
        return CutToBytes(stem, room) + suffix + extension;
    }

    private static string Shorten(string name, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(name) <= bytes)
            return name;
        var extension = Extension(name);
        return CutToBytes(name[..^extension.Length], bytes - Encoding.UTF8.GetByteCount(extension)) + extension;
    }

    /// <summary>The extension with its dot; empty if there is none, or if it is too long to be one.</summary>
    internal static string Extension(string name)
    {
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 ? name[dot..] : "";
        return Encoding.UTF8.GetByteCount(extension) <= MaxExtensionBytes ? extension : "";
    }

    private static string CutToBytes(string text, int bytes)
    {
        var used = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            used += rune.Utf8SequenceLength;
            if (used > bytes)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private static bool IsLineSeparator(Rune rune) => rune.Value is 0x2028 or 0x2029;

    // Embeddings, overrides and isolates could make "gpj.exe" read as "exe.jpg".
    private static bool IsDirectionOverride(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
