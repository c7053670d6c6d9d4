using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Storage;

public class PageCursorTests
{
    [TestCase("", 0)]
    [TestCase("name with \"quotes\" and 😀.jpg", 9_007_199_254_740_993)]
    [TestCase("-5", -1)]
    public void Decode_Encoded_IsTheSame(string key, long id)
    {
        var text = new PageCursor(key, id).Encode();

        Assert.That(PageCursor.Decode(text), Is.EqualTo(new PageCursor(key, id)));
        Assert.That(Uri.EscapeDataString(text), Is.EqualTo(text), "it goes into addresses as it is");
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("!!!!")]
    [TestCase("bnVsbA")] // null
    [TestCase("W10")] // []
    [TestCase("e30")] // {}
    [TestCase("eyJLZXkiOm51bGwsIklkIjoxfQ")] // {"Key":null,"Id":1}
    [TestCase("eyJLZXkiOiJhIiwiSWQiOiJ4In0")] // {"Key":"a","Id":"x"}
    [TestCase("_w")] // not UTF-8
    public void Decode_Foreign_IsRefused(string text) =>
        Assert.That(() => PageCursor.Decode(text), Refuses.As(LibraryErrorKind.Invalid));
}
