using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Library;

public class LabelTests
{
    [TestCase(null, null)]
    [TestCase("", null)]
    [TestCase(" \t ", null)]
    [TestCase("  cats ", "cats")]
    [TestCase("e\u0301te\u0301", "été")]
    [TestCase("' OR 1=1 --", "' OR 1=1 --")]
    public void Clean_Usable_IsTrimmedAndComposed(string? label, string? expected) => Assert.That(Label.Clean(label), Is.EqualTo(expected));

    [TestCase("a\0b")]
    [TestCase("é\0b")]
    [TestCase("a\u001fb")]
    [TestCase("a\nb")]
    public void Clean_ControlCharacter_IsRefused(string label) =>
        Assert.That(() => Label.Clean(label), Refuses.As(LibraryErrorKind.Invalid).With.Message.Contains("control characters"));

    [Test]
    public void Clean_HalfACharacter_IsRefused() => Assert.That(() => Label.Clean("a\ud800b"), Refuses.As(LibraryErrorKind.Invalid));

    [Test]
    public void Clean_AtTheLimit_IsTakenAndOneMoreIsRefused()
    {
        Assert.That(Label.Clean(new string('x', Label.MaxLength)), Has.Length.EqualTo(Label.MaxLength));
        Assert.That(
            () => Label.Clean(new string('x', Label.MaxLength + 1)), Refuses.As(LibraryErrorKind.Invalid).With.Message.Contains("100").And.Message
                .Contains("101"));
    }

    [Test]
    public void CleanTags_Mixed_AreDistinctAndOrdered() =>
        Assert.That(Label.CleanTags(["b", " a", "", "B", "b", "a "]), Is.EqualTo(new[] { "B", "a", "b" }));

    [Test]
    public void CleanTags_Comma_IsRefused() =>
        Assert.That(() => Label.CleanTags(["a,b"]), Refuses.As(LibraryErrorKind.Invalid).With.Message.Contains("comma"));

    [Test]
    public void CleanTags_TooMany_IsRefused() => Assert.That(
        () => Label.CleanTags(Enumerable.Range(0, Label.MaxTags + 1).Select(i => $"t{i}")), Refuses.As(LibraryErrorKind.Invalid).With.Message
            .Contains("100"));
}
