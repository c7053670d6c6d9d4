namespace ImageSearch.Engine.Pictures.Unicode;

/// <summary>Hangul syllables and their jamo, whose mappings are arithmetic (Unicode Standard, section 3.12).</summary>
internal static class HangulSyllable
{
    private const int FirstSyllable = 0xAC00;
    private const int FirstLeading = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int BeforeTrailing = 0x11A7;
    private const int Leadings = 19;
    private const int Vowels = 21;
    private const int Trailings = 28;
    private const int Syllables = Leadings * Vowels * Trailings;

    public static bool IsSyllable(int code) => code is >= FirstSyllable and < FirstSyllable + Syllables;

    /// <summary>Adds the two or three jamo of a syllable.</summary>
    public static void Decompose(int syllable, List<int> codes)
    {
        var index = syllable - FirstSyllable;
        codes.Add(FirstLeading + (index / (Vowels * Trailings)));
        codes.Add(FirstVowel + (index % (Vowels * Trailings) / Trailings));
        if (index % Trailings != 0)
            codes.Add(BeforeTrailing + (index % Trailings));
    }

    /// <summary>Composes a leading consonant with a vowel, or a syllable without a trailing consonant with one.</summary>
    public static bool TryCompose(int first, int second, out int composite)
    {
        composite = 0;
        if (first is >= FirstLeading and < FirstLeading + Leadings && second is >= FirstVowel and < FirstVowel + Vowels)
            composite = FirstSyllable + ((((first - FirstLeading) * Vowels) + second - FirstVowel) * Trailings);
        else if (IsSyllable(first) && (first - FirstSyllable) % Trailings == 0 && second is > BeforeTrailing and < BeforeTrailing + Trailings)
            composite = first + second - BeforeTrailing;
        return composite != 0;
    }
}
