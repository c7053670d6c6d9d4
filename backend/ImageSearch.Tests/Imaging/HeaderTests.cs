using ImageSearch.Imaging;

namespace ImageSearch.Tests.Imaging;

internal sealed class HeaderTests
{
    private static IEnumerable<TestCaseData> Files()
    {
        TestCaseData Case(string name, byte[] file, ImageFormat format, int frames = 1, int width = 64, int height = 48) =>
            new TestCaseData(file, new ImageHeader(format, width, height, frames)).SetName($"ReadHeader_{name}_SaysWhatItIs");

        yield return Case("Jpeg", TestImages.Jpeg(64, 48, 1), ImageFormat.Jpeg);
        yield return Case("ProgressiveJpeg", TestImages.ProgressiveJpeg(64, 48, 1), ImageFormat.Jpeg);
        yield return Case("CmykJpeg", TestImages.CmykJpeg(64, 48), ImageFormat.Jpeg);
        yield return Case("GreyJpeg", TestImages.GreyJpeg(64, 48, 5), ImageFormat.Jpeg);
        yield return Case("Png", TestImages.Png(64, 48, 1), ImageFormat.Png);
        yield return Case("Png16", TestImages.Png16(64, 48, 1), ImageFormat.Png);
        yield return Case("PalettePng", TestImages.PalettePng(64, 48, 1), ImageFormat.Png);
        yield return Case("Gif", TestImages.Gif(64, 48, 1), ImageFormat.Gif);
        yield return Case("AnimatedGif", TestImages.AnimatedGif(5), ImageFormat.Gif, frames: 5);
        yield return Case("WebP", TestImages.WebP(64, 48, 1), ImageFormat.WebP);
        yield return Case("LosslessWebP", TestImages.WebP(64, 48, 1, lossless: true), ImageFormat.WebP);
        yield return Case("AnimatedWebP", TestImages.AnimatedWebP(4), ImageFormat.WebP, frames: 4);
        yield return Case("Tiff", TestImages.Tiff(64, 48, 1), ImageFormat.Tiff);
        yield return Case("MultiPageTiff", TestImages.MultiPageTiff(3), ImageFormat.Tiff, frames: 3);
        yield return Case("Avif", TestImages.Avif(64, 48, 1), ImageFormat.Avif);
        yield return Case("Bmp", TestImages.Bmp(64, 48, 1), ImageFormat.Bmp);
    }

    [TestCaseSource(nameof(Files))]
    public void ReadHeader(byte[] file, ImageHeader expected) =>
        Assert.That(ImageReader.ReadHeader(file, ImageLimits.Default), Is.EqualTo(expected));

    [Test]
    public void ReadHeader_EveryOrientation_GivesTheUprightSize([Range(1, 8)] int orientation)
    {
        var header = ImageReader.ReadHeader(TestImages.JpegWithOrientation(orientation, 120, 80), ImageLimits.Default);
        Assert.That((header.Width, header.Height), Is.EqualTo(orientation <= 4 ? (120, 80) : (80, 120)));
    }

    [TestCase(0)]
    [TestCase(9)]
    public void ReadHeader_OrientationOfNoMeaning_IsUpright(int orientation) =>
        Assert.That(ImageReader.ReadHeader(TestImages.JpegWithOrientation(orientation, 120, 80), ImageLimits.Default).Width, Is.EqualTo(120));

    [TestCase(100_000, 100_000)]
    [TestCase(int.MaxValue, int.MaxValue)]
    [TestCase(2_000_000, 200)]
    public void ReadHeader_HugePng_IsRefusedByItsHeaderAlone(int width, int height)
    {
        var error = Assert.Throws<ImageException>(() => ImageReader.ReadHeader(TestImages.HugePng(width, height), ImageLimits.Default))!;
        Assert.That(
            (error.Problem, error.Limit, error.Actual),
            Is.EqualTo((ImageProblem.TooManyPixels, (long?)250_000_000, (long?)((long)width * height))));
        Assert.That(error.Message, Does.Contain("250,000,000"));
    }

    [TestCaseSource(nameof(Files))]
    public void Limits_EveryFormat_AreChecked(byte[] file, ImageHeader header)
    {
        var pixels = header.Width * header.Height;
        Assert.That(() => ImageReader.ReadHeader(file, new ImageLimits { MaxPixels = pixels }), Throws.Nothing);
        var tight = new ImageLimits { MaxPixels = pixels - 1 };
        Assert.That(() => ImageReader.ReadHeader(file, tight), Problems.Throw(ImageProblem.TooManyPixels));
        Assert.That(() => ImageReader.Decode(file, tight), Problems.Throw(ImageProblem.TooManyPixels));
        Assert.That(() => ImageReader.DecodeSquare(file, 8, 8, null, tight), Problems.Throw(ImageProblem.TooManyPixels));
        Assert.That(() => Thumbnailer.Create(file, 8, ThumbnailFormat.Jpeg, 75, tight), Problems.Throw(ImageProblem.TooManyPixels));
    }

    [Test]
    public void ReadHeader_TooManyFrames_SaysHowMany()
    {
        var error = Assert.Throws<ImageException>(
            () => ImageReader.ReadHeader(TestImages.AnimatedGif(5), new ImageLimits { MaxFrames = 4 }))!;
        Assert.That((error.Problem, error.Limit, error.Actual), Is.EqualTo((ImageProblem.TooManyFrames, (long?)4, (long?)5)));
    }

    [Test]
    public void ReadHeader_PixelsMissing_StillReads()
    {
        foreach (var file in (byte[][])[TestImages.Jpeg(400, 300, 1), TestImages.Png(400, 300, 1), TestImages.Bmp(400, 300, 1)])
        {
            Assert.That(ImageReader.ReadHeader(TestImages.Truncated(file, 0.7), ImageLimits.Default).Width, Is.EqualTo(400));
        }
    }
}
