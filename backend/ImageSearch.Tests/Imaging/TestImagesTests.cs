namespace ImageSearch.Tests.Imaging;

internal sealed class TestImagesTests
{
    [Test]
    public void EveryFormat_Made_IsNotEmpty()
    {
        byte[][] files =
        [
            TestImages.Jpeg(32, 24, 1), TestImages.ProgressiveJpeg(32, 24, 1), TestImages.GreyJpeg(32, 24, 9), TestImages.CmykJpeg(32, 24),
            TestImages.JpegWithOrientation(6), TestImages.Png(32, 24, 1), TestImages.InterlacedPng(32, 24, 1), TestImages.PalettePng(32, 24, 1),
            TestImages.Png16(32, 24, 1), TestImages.Gif(32, 24, 1), TestImages.AnimatedGif(3), TestImages.WebP(32, 24, 1),
            TestImages.AnimatedWebP(3), TestImages.Tiff(32, 24, 1), TestImages.MultiPageTiff(3), TestImages.Avif(32, 24, 1),
            TestImages.Bmp(32, 24, 1), TestImages.FlatPng(4, 4, 1, 2), TestImages.HugePng(100_000, 100_000),
        ];
        Assert.That(files, Has.All.Length.GreaterThan(50));
    }

    [Test]
    public void Jpeg_SameSeed_SameBytes()
    {
        var first = TestImages.Jpeg(40, 30, 7);
        Assert.That(TestImages.Jpeg(40, 30, 7), Is.EqualTo(first));
    }

    [Test]
    public void Rgb_OtherSeed_LooksDifferent()
    {
        var (one, other) = (Painting.Rgb(40, 30, 1), Painting.Rgb(40, 30, 2));
        Assert.That(one.Zip(other, (a, b) => Math.Abs(a - b)).Average(), Is.GreaterThan(20));
    }
}
