using System.Text;

namespace ImageSearch.Cli.Screen;

/// <summary>
/// Makes text from outside (file names, a server's answers) safe for a terminal: it removes control characters, direction overrides and
/// line separators, because a terminal would execute escape sequences in the text.
/// </summary>
internal static class SafeText
{
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && rune.Value is not (0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)))
                safe.Append(rune);
        }

        return safe.ToString();
    }
}
