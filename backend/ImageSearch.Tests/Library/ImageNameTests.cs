using System.Text;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Library;

public class ImageNameTests
{
    [TestCase("photo.jpg", "photo.jpg")]
    [TestCase("../../etc/passwd", "passwd")]
    [TestCase("..\\..\\boot.ini", "boot.ini")]
    [TestCase("/", "image")]
    [TestCase("a/", "image")]
    [TestCase("..", "image")]
    [TestCase(".", "image")]
    [TestCase("", "image")]
    [TestCase(null, "image")]
    [TestCase("   ", "image")]
    [TestCase("  spaced out .png ", "spaced out .png")]
    [TestCase("nul\0byte.jpg", "nulbyte.jpg")]
    [TestCase("line\r\nbreak.jpg", "linebreak.jpg")]
    [TestCase("separator\u2028\u2029.jpg", "separator.jpg")]
    [TestCase("\u202Egpj.exe", "gpj.exe")]
    [TestCase("\u2066isolated\u2069.jpg", "isolated.jpg")]
    [TestCase("u\u0308ber.jpg", "über.jpg")]
    [TestCase("quote\"'<>&;|$`.jpg", "quote\"'<>&;|$`.jpg")]
    [TestCase("😀.webp", "😀.webp")]
    [TestCase(".htaccess", ".htaccess")]
    [TestCase("C:\\fakepath\\cat.gif", "cat.gif")]
    public void Clean_AnyName_IsSafeToShow(string? name, string expected) => Assert.That(ImageName.Clean(name), Is.EqualTo(expected));

    [Test]
    public void Clean_LongName_KeepsItsExtension()
    {
        var cleaned = ImageName.Clean(new string('ö', 300) + ".jpeg");

        Assert.That(cleaned, Is.EqualTo(new string('ö', 125) + ".jpeg"));
        Assert.That(Encoding.UTF8.GetByteCount(cleaned), Is.EqualTo(255));
    }

    [Test]
    public void Clean_LongNameOfEmoji_CutsBetweenThem() =>
        Assert.That(ImageName.Clean(string.Concat(Enumerable.Repeat("😀", 100))), Is.EqualTo(string.Concat(Enumerable.Repeat("😀", 63))));

    // Not a test case, because an attribute cannot contain half a character.
    [Test]
    public void Clean_HalfACharacter_IsReplaced() => Assert.That(ImageName.Clean("half \ud83d.jpg"), Is.EqualTo("half \ufffd.jpg"));

    [Test]
    public void Clean_CutBehindDots_IsNotAFolder() =>
        Assert.That(ImageName.Clean(".." + new string(' ', 300) + "x"), Is.EqualTo("image"));

    [Test]
    public void Clean_RandomNames_KeepTheirPromises()
    {
        var random = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            var name = RandomName(random);
            var cleaned = ImageName.Clean(name);
            Assert.That(Encoding.UTF8.GetByteCount(cleaned), Is.InRange(1, 255), Escape(name));
            Assert.That(cleaned.Any(letter => char.IsControl(letter) || letter is '/' or '\\'), Is.False, Escape(name));
            Assert.That(cleaned, Is.Not.AnyOf(".", "..").And.EqualTo(cleaned.Trim()), Escape(name));
            Assert.That(ImageName.Clean(cleaned), Is.EqualTo(cleaned), Escape(name));
            Assert.That(ImageName.Fold(ImageName.Fold(cleaned)), Is.EqualTo(ImageName.Fold(cleaned)), Escape(name));
        }
    }

    [Test]
    public void FileNames_RandomNames_StaysShortAndKeepsTheExtension()
    {
        var random = new Random(8);
        for (var i = 0; i < 500; i++)
        {
            var name = ImageName.Clean("x" + RandomName(random).Replace('/', '_').Replace('\\', '_') + ".jpg");
            var unique = ImageName.FileNames(name, 123456789012).ElementAt(34);
            Assert.That(Encoding.UTF8.GetByteCount(unique), Is.LessThanOrEqualTo(255), Escape(name));
            Assert.That(unique, Does.EndWith("-123456789012-34.jpg"), Escape(name));
        }
    }

    [TestCase("a.jpg", "a-7.jpg")]
    [TestCase("archive.tar.gz", "archive.tar-7.gz")]
    [TestCase("noextension", "noextension-7")]
    [TestCase(".hidden", ".hidden-7")]
    [TestCase("dot.", "dot-7.")]
    public void FileNames_AnyName_HasTheIdBeforeTheExtension(string name, string expected) =>
        Assert.That(ImageName.FileNames(name, 7).Take(2), Is.EqualTo(new[] { name, expected }));

    /// <summary>Up to 400 characters of a set that is chosen to cause problems.</summary>
    private static string RandomName(Random random)
    {
        string[] pieces = ["a", "B", " ", ".", "..", "/", "\\", "ö", "o\u0308", "\u0308", "😀", "\ud800",
            "\udc00", "\0", "\u001f", "\u0085", "\u00a0", "\u202e", "\u2028", "漢", "ﬁ", "İ", "%", "-", ".jpg"];
        return string.Concat(Enumerable.Range(0, random.Next(random.Next(10) == 0 ? 400 : 12)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private static string Escape(string name) =>
        string.Concat(name.Select(letter => letter is > ' ' and < '\x7f' ? $"{letter}" : $"\\u{(int)letter:x4}"));
}
