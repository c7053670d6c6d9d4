using ImageSearch.Imaging;

namespace ImageSearch.Tests.Imaging;

internal sealed class NamesTests
{
    [TestCase(ImageFormat.Jpeg, "image/jpeg", "jpeg", ".jpg")]
    [TestCase(ImageFormat.Png, "image/png", "png", ".png")]
    [TestCase(ImageFormat.Gif, "image/gif", "gif", ".gif")]
    [TestCase(ImageFormat.WebP, "image/webp", "webp", ".webp")]
    [TestCase(ImageFormat.Tiff, "image/tiff", "tiff", ".tif")]
    [TestCase(ImageFormat.Avif, "image/avif", "avif", ".avif")]
    [TestCase(ImageFormat.Bmp, "image/bmp", "bmp", ".bmp")]
    public void Names_EveryFormat_AreTheUsualOnes(ImageFormat format, string mime, string api, string extension)
    {
        Assert.That((format.MimeType(), format.ApiName(), format.FileExtension()), Is.EqualTo((mime, api, extension)));
        Assert.That(ImageFormatNames.TryParse(api, out var parsed), Is.True);
        Assert.That(parsed, Is.EqualTo(format));
    }

    [TestCase("0,0,1,1", 0, 0, 1, 1)]
    [TestCase("0.25,0.5,0.75,0.5", 0.25, 0.5, 0.75, 0.5)]
    [TestCase(" 0.1 , 0.2 , 0.3 , 0.4 ", 0.1, 0.2, 0.3, 0.4)]
    [TestCase("0.5,0,0.5000005,1", 0.5, 0, 0.5000005, 1)]
    public void CropRegion_TryParse_ValidText_IsRead(string text, double x, double y, double width, double height)
    {
        Assert.That(CropRegion.TryParse(text, out var region), Is.True);
        Assert.That(region, Is.EqualTo(new CropRegion(x, y, width, height)));
        Assert.That(CropRegion.TryParse(region.ToString(), out var again), Is.True);
        Assert.That(again, Is.EqualTo(region));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("0,0,1")]
    [TestCase("0,0,1,1,1")]
    [TestCase("a,b,c,d")]
    [TestCase("NaN,0,1,1")]
    [TestCase("0,0,NaN,1")]
    [TestCase("0,0,Infinity,1")]
    [TestCase("-Infinity,0,1,1")]
    [TestCase("0,0,0,1")]
    [TestCase("0,0,1,-0.5")]
    [TestCase("-0.1,0,1,1")]
    [TestCase("0.5,0,0.51,1")]
    [TestCase("0,0.2,1,0.9")]
    [TestCase("0;0;1;1")]
    [TestCase("0,5,0,1,1")]
    public void CropRegion_TryParse_AnythingElse_IsRefused(string? text) => Assert.That(CropRegion.TryParse(text, out _), Is.False);

    [Test]
    public void RgbImage_BufferOfAnotherSize_IsRefused() =>
        Assert.That(() => new RgbImage(2, 2, new byte[11]), Throws.ArgumentException);
}
