using System.Text;

namespace ImageSearch.Engine.Pictures.Unicode;

/// <summary>
/// Unicode normalisation form C (Unicode Standard Annex 15). The process runs without ICU (invariant globalisation), so .NET's own
/// <see cref="string.Normalize()"/> changes nothing.
/// </summary>
internal static class UnicodeText
{
    // No character below this one changes or combines with the one before it.
    private const char FirstCombining = '\u0300';

    /// <summary>The canonical composition of <paramref name="text"/>; unpaired surrogates become U+FFFD.</summary>
    public static string ToNfc(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstCombining - 1)))
            return text;
        var codes = Decompose(text);
        Reorder(codes);
        return Compose(codes);
    }

    private static List<int> Decompose(string text)
    {
        var codes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, codes);
        return codes;
    }

    private static void Decompose(int code, List<int> codes)
    {
        if (HangulSyllable.IsSyllable(code))
        {
            HangulSyllable.Decompose(code, codes);
        }
        else if (CanonicalMappings.Instance.TryDecompose(code, out var mapping))
        {
            Decompose(mapping.First, codes);
            if (mapping.Second != 0)
                codes.Add(mapping.Second); // never decomposes further (UAX 15, section 6)
        }
        else
        {
            codes.Add(code);
        }
    }

    // Sorts each run of combining marks by class; marks of one class keep their order.
    private static void Reorder(List<int> codes)
    {
        for (var start = 0; start < codes.Count; start++)
        {
            var end = start;
            while (end < codes.Count && CanonicalMappings.Instance.ClassOf(codes[end]) != 0)
                end++;
            if (end - start > 1)
            {
                var sorted = codes[start..end].OrderBy(CanonicalMappings.Instance.ClassOf).ToList();
                for (var i = 0; i < sorted.Count; i++)
                    codes[start + i] = sorted[i];
            }

            start = end;
        }
    }

    private static string Compose(List<int> codes)
    {
        var composed = new List<int>(codes.Count);
        var (starter, lastClass) = (-1, 0);
        foreach (var code in codes)
        {
            var combining = CanonicalMappings.Instance.ClassOf(code);
            // A mark is blocked by another one of the same or a higher class, or by any starter in between.
            var free = starter == composed.Count - 1 || lastClass < combining;
            if (starter >= 0 && free && TryCompose(composed[starter], code, out var composite))
            {
                composed[starter] = composite;
                continue;
            }

            if (combining == 0)
                starter = composed.Count;
            lastClass = combining;
            composed.Add(code);
        }

        var text = new StringBuilder(composed.Count);
        foreach (var code in composed)
            text.Append(new Rune(code));
        return text.ToString();
    }

    private static bool TryCompose(int first, int second, out int composite) =>
        HangulSyllable.TryCompose(first, second, out composite) || CanonicalMappings.Instance.TryCompose(first, second, out composite);
}
