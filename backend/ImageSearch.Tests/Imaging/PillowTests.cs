using ImageSearch.Imaging;
using ImageSearch.Imaging.Decoding;
using ImageSearch.Imaging.Headers;
using ImageSearch.Tests.Distribution;

namespace ImageSearch.Tests.Imaging;

/// <summary>
/// Compares resampling with Pillow 9.4, whose filter torchvision's Resize(antialias=True) uses. `Pillow/` has a picture made of waves,
/// edges and noise, and Pillow's results (resized to the shorter side, then cropped to the centre, `BILINEAR`; and a fit with `LANCZOS`).
/// </summary>
internal sealed class PillowTests
{
    private static readonly byte[] Source = Picture("source");

    [TestCase(96, 96, Description = "reduced")]
    [TestCase(160, 140, Description = "reduced a little")]
    [TestCase(200, 200, Description = "reduced hardly")]
    [TestCase(256, 224, Description = "enlarged")]
    public void DecodeSquare_AnySize_IsPillowsBilinear(int resize, int crop)
    {
        var expected = ImageReader.Decode(Picture($"bilinear-{resize}-{crop}"), ImageLimits.Default);
        var actual = ImageReader.DecodeSquare(Source, resize, crop, null, ImageLimits.Default);
        Assert.That(Difference.Mean(actual, expected), Is.LessThan(0.3));
        Assert.That(Difference.Max(actual, expected), Is.LessThanOrEqualTo(2));
    }

    [Test]
    public void Fit_OfAThumbnail_IsPillowsLanczos()
    {
        using var source = new MemoryBytes(Source);
        var expected = ImageReader.Decode(Picture("lanczos-100"), ImageLimits.Default);
        var actual = Renderer.Fit(source, 100, ImageLimits.Default);
        Assert.That(Difference.Mean(actual, expected), Is.LessThan(0.3));
        // Pillow clips values out of range between its two passes.
        Assert.That(Difference.Max(actual, expected), Is.LessThanOrEqualTo(6));
    }

    private static byte[] Picture(string name) => File.ReadAllBytes(Checkout.Path($"backend/ImageSearch.Tests/Imaging/Pillow/{name}.png"));
}
