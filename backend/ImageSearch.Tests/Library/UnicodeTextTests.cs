using System.Diagnostics;
using System.Globalization;
using System.Text;
using ImageSearch.Engine.Pictures.Unicode;
using ImageSearch.Tests.Distribution;

namespace ImageSearch.Tests.Library;

/// <summary>Names are in normalisation form C, checked with Unicode's own test if Debian's unicode-data is installed.</summary>
internal sealed class UnicodeTextTests
{
    private const string Data = "/usr/share/unicode";

    [TestCase("plain.jpg", "plain.jpg")]
    [TestCase("\u00e4\u00f6\u00fc\u00df", "\u00e4\u00f6\u00fc\u00df")]
    [TestCase("e\u0301", "\u00e9")]
    [TestCase("A\u030A", "\u00c5")]
    [TestCase("\u212B", "\u00c5", Description = "the sign of the unit is the letter")]
    [TestCase("q\u0307\u0323", "q\u0323\u0307", Description = "marks are sorted by class")]
    [TestCase("\u1112\u1161\u11AB", "\uD55C")]
    [TestCase("\u0958", "\u0915\u093C", Description = "excluded from composition")]
    [TestCase("a\u0328\u0301", "\u0105\u0301")]
    [TestCase("\U0001D15E", "\U0001D157\U0001D165")]
    [TestCase("\U0001F98A", "\U0001F98A")]
    public void ToNfc_Text_IsComposed(string text, string expected) => Assert.That(UnicodeText.ToNfc(text), Is.EqualTo(expected));

    [Test]
    public void ToNfc_UnpairedSurrogate_IsReplaced()
    {
        Assert.That(UnicodeText.ToNfc("a" + '\uD800'), Is.EqualTo("a\uFFFD"));
        Assert.That(UnicodeText.ToNfc('\uDC00' + "a"), Is.EqualTo("\uFFFDa"));
    }

    [Test]
    public void ToNfc_UnicodesOwnTest_Passes()
    {
        var (lines, listed) = (0, new HashSet<int>());
        foreach (var line in Unpack($"{Data}/NormalizationTest.txt.bz2"))
        {
            if (line.Length == 0 || line[0] is '#' or '@')
                continue;
            var columns = line.Split(';')[..5].Select(Text).ToArray();
            lines++;
            listed.Add(columns[0].EnumerateRunes().Count() == 1 ? char.ConvertToUtf32(columns[0], 0) : 0);
            Assert.That(columns[..3].Select(UnicodeText.ToNfc), Is.All.EqualTo(columns[1]), line);
            Assert.That(columns[3..].Select(UnicodeText.ToNfc), Is.All.EqualTo(columns[3]), line);
        }

        Assert.That(lines, Is.GreaterThan(18_000));
        var others = Enumerable.Range(0, 0x110000).Where(code => Rune.IsValid(code) && !listed.Contains(code))
            .Select(code => new Rune(code).ToString());
        Assert.That(others.Where(text => UnicodeText.ToNfc(text) != text), Is.Empty, "characters that the test does not list stay as they are");
    }

    [Test]
    public void Mappings_WrittenAgain_AreTheOnesInTheRepository()
    {
        RequireData();
        var written = Run("bash", Checkout.Path("scripts/unicode/canonical-mappings.sh"));
        Assert.That(written, Is.EqualTo(Checkout.Text("backend/ImageSearch.Engine/Pictures/Unicode/CanonicalMappings.txt")));
    }

    private static string Text(string codes) =>
        string.Concat(codes.Split(' ').Select(code => new Rune(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    private static string[] Unpack(string path)
    {
        RequireData();
        return Run("bzip2", "-dc", path).Split('\n');
    }

    private static void RequireData() => Assume.That(File.Exists($"{Data}/UnicodeData.txt"), "Debian's unicode-data is not installed");

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
        return output;
    }
}
