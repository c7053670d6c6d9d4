using ImageSearch.Tests.Imaging;
using Microsoft.Playwright;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>Pictures by number: the same number is the same motif, another number is another one.</summary>
internal static class Paintings
{
    public static string NameOf(int seed) => $"painting-{seed}.jpg";

    /// <summary>The picture as a file of 480 x 360 pixels.</summary>
    public static FilePayload File(int seed) => Jpeg(NameOf(seed), Bytes(seed));

    /// <summary>The same motif in other bytes: smaller, and compressed harder.</summary>
    public static FilePayload SmallerCopy(int seed) => Jpeg("query.jpg", TestImages.Jpeg(320, 240, seed, quality: 60));

    /// <summary>A file with a picture's header whose pixels cannot be decoded.</summary>
    public static FilePayload Damaged(int seed) => Jpeg("damaged.jpg", TestImages.Truncated(Bytes(seed), 0.3));

    public static byte[] Bytes(int seed) => TestImages.Jpeg(480, 360, seed);

    private static FilePayload Jpeg(string name, byte[] bytes) => new() { Name = name, MimeType = "image/jpeg", Buffer = bytes };
}
