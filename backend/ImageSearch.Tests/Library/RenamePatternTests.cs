using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Library;

internal sealed class RenamePatternTests
{
    [TestCase("{category}_{number:3}", "dress_007.jpg")]
    [TestCase("{number}-{name}", "7-IMG.0042.jpg")]
    [TestCase("{id}", "42.jpg")]
    [TestCase("summer {number:1}{number:1}", "summer 77.jpg")]
    [TestCase("plain", "plain.jpg")]
    public void NameOf_Pattern_FillsItsPlaceholdersAndKeepsTheExtension(string pattern, string expected) =>
        Assert.That(RenamePattern.Parse(pattern).NameOf(42, "IMG.0042.jpg", "dress", 7), Is.EqualTo(expected));

    [Test]
    public void NameOf_NoCategory_SaysSo() =>
        Assert.That(RenamePattern.Parse("{category}").NameOf(1, "a.png", null, 1), Is.EqualTo("uncategorised.png"));

    // Inserted values are not searched for placeholders again.
    [Test]
    public void NameOf_CategoryLikeAPlaceholder_StaysAsItIs() =>
        Assert.That(RenamePattern.Parse("{category}").NameOf(1, "a.png", "{id}{number:3}", 1), Is.EqualTo("{id}{number:3}.png"));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("  ")]
    [TestCase("{")]
    [TestCase("a}")]
    [TestCase("{date}")]
    [TestCase("{number:0}")]
    [TestCase("{number:12}")]
    [TestCase("{Name}")]
    [TestCase("{{id}}")]
    public void Parse_NotAPattern_IsRefused(string? text) =>
        Assert.That(() => RenamePattern.Parse(text), Refuses.As(LibraryErrorKind.Invalid));

    [Test]
    public void Parse_TooLong_IsRefused() =>
        Assert.That(() => RenamePattern.Parse(new string('a', RenamePattern.MaxLength + 1)), Refuses.As(LibraryErrorKind.Invalid));
}
