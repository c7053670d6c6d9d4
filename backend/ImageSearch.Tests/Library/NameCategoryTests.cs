using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Library;

internal sealed class NameCategoryTests
{
    [TestCase("shirt_001.jpg", "shirt")]
    [TestCase("shirt-001.jpg", "shirt")]
    [TestCase("t-shirt-001.jpg", "t-shirt")]
    [TestCase("long_sleeve_2.png", "long_sleeve")]
    [TestCase("Kleid Grün_12", "Kleid Grün")]
    [TestCase("a__1.gif", "a_")]
    [TestCase("shirt.jpg", null)]
    [TestCase("shirt_.jpg", null)]
    [TestCase("shirt001.jpg", null)]
    [TestCase("_001.jpg", null)]
    [TestCase("001.jpg", null)]
    [TestCase("shirt_٣.jpg", null)] // digits of another script
    [TestCase("", null)]
    public void Of_Name_IsWhatPrecedesItsNumber(string name, string? expected) => Assert.That(NameCategory.Of(name), Is.EqualTo(expected));

    [Test]
    public void Of_CategoryTooLongForALabel_IsNone() => Assert.That(NameCategory.Of(new string('a', Label.MaxLength + 1) + "_1.jpg"), Is.Null);
}
