using System.Collections.Frozen;
using System.Globalization;

namespace ImageSearch.Engine.Pictures.Unicode;

/// <summary>
/// Canonical decompositions, compositions and combining classes of the Unicode Character Database. They come from `CanonicalMappings.txt`,
/// which `scripts/unicode/canonical-mappings.sh` writes. It does not contain Hangul syllables.
/// </summary>
internal sealed class CanonicalMappings
{
    private static readonly Lazy<CanonicalMappings> Loaded = new(Load);

    private readonly FrozenDictionary<int, (int First, int Second)> _decompositions;
    private readonly FrozenDictionary<(int First, int Second), int> _compositions;
    private readonly FrozenDictionary<int, byte> _classes;

    private CanonicalMappings(
        Dictionary<int, (int First, int Second)> decompositions, Dictionary<(int First, int Second), int> compositions, Dictionary<int, byte> classes)
    {
        _decompositions = decompositions.ToFrozenDictionary();
        _compositions = compositions.ToFrozenDictionary();
        _classes = classes.ToFrozenDictionary();
    }

    /// <summary>Read on first use, once in the process.</summary>
    public static CanonicalMappings Instance => Loaded.Value;

    /// <summary>Canonical_Combining_Class: 0 for starters.</summary>
    public byte ClassOf(int code) => _classes.GetValueOrDefault(code);

    /// <summary>One step of decomposition; Second is 0 if there is only one character.</summary>
    public bool TryDecompose(int code, out (int First, int Second) mapping) => _decompositions.TryGetValue(code, out mapping);

    /// <summary>The primary composite of two characters.</summary>
    public bool TryCompose(int first, int second, out int composite) => _compositions.TryGetValue((first, second), out composite);

    private static CanonicalMappings Load()
    {
        var (decompositions, compositions) = (new Dictionary<int, (int, int)>(), new Dictionary<(int, int), int>());
        var classes = new Dictionary<int, byte>();
        using var stream = typeof(CanonicalMappings).Assembly.GetManifestResourceStream(typeof(CanonicalMappings), "CanonicalMappings.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(' ');
            switch (fields[0])
            {
                case "C":
                    for (var code = Hex(fields[1]); code <= Hex(fields[2]); code++)
                        classes[code] = byte.Parse(fields[3], CultureInfo.InvariantCulture);
                    break;
                case "D" or "X":
                    var mapping = (First: Hex(fields[2]), Second: fields.Length > 3 ? Hex(fields[3]) : 0);
                    decompositions[Hex(fields[1])] = mapping;
                    if (fields[0] == "D")
                        compositions[mapping] = Hex(fields[1]);
                    break;
            }
        }

        return new CanonicalMappings(decompositions, compositions, classes);
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
