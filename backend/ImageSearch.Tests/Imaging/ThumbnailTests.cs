using ImageSearch.Imaging;

namespace ImageSearch.Tests.Imaging;

internal sealed class ThumbnailTests
{
    [TestCase(800, 600, 200, 200, 150)]
    [TestCase(600, 800, 200, 150, 200)]
    [TestCase(1000, 3, 100, 100, 1)]
    [TestCase(120, 80, 200, 120, 80)]
    [TestCase(1, 1, 200, 1, 1)]
    [TestCase(201, 201, 200, 200, 200)]
    public void Create_AnySize_FitsAndIsNeverEnlarged(int width, int height, int size, int expectedWidth, int expectedHeight)
    {
        foreach (var source in (byte[][])[TestImages.Jpeg(width, height, 1), TestImages.Png(width, height, 1), TestImages.WebP(width, height, 1)])
        {
            var header = ImageReader.ReadHeader(Thumbnailer.Create(source, size, ThumbnailFormat.Jpeg, 75, ImageLimits.Default), ImageLimits.Default);
            Assert.That((header.Width, header.Height), Is.EqualTo((expectedWidth, expectedHeight)));
        }
    }

    [TestCase(ThumbnailFormat.Jpeg, ImageFormat.Jpeg)]
    [TestCase(ThumbnailFormat.WebP, ImageFormat.WebP)]
    public void Create_EitherFormat_IsThatFormatAndShowsThePicture(ThumbnailFormat format, ImageFormat expected)
    {
        var thumbnail = Thumbnailer.Create(TestImages.Png(400, 300, 5), 100, format, 90, ImageLimits.Default);
        Assert.That(ImageReader.ReadHeader(thumbnail, ImageLimits.Default), Is.EqualTo(new ImageHeader(expected, 100, 75, 1)));
        Assert.That(Difference.Mean(ImageReader.Decode(thumbnail, ImageLimits.Default).Pixels, Painting.Rgb(100, 75, 5)), Is.LessThan(6));
    }

    [Test]
    public void Create_OfATurnedPicture_IsUprightByItself()
    {
        var thumbnail = Thumbnailer.Create(TestImages.JpegWithOrientation(6, 120, 80), 60, ThumbnailFormat.Jpeg, 75, ImageLimits.Default);
        var header = ImageReader.ReadHeader(thumbnail, ImageLimits.Default);
        Assert.That((header.Width, header.Height), Is.EqualTo((40, 60)));
        Assert.That(thumbnail.AsSpan().IndexOf("Exif"u8), Is.Negative);
    }

    [Test]
    public void Create_Transparent_LiesOverWhite([Values] ThumbnailFormat format)
    {
        var thumbnail = Thumbnailer.Create(TestImages.FlatPng(40, 40, 0, 0, 0, 0), 20, format, 90, ImageLimits.Default);
        Assert.That(ImageReader.Decode(thumbnail, ImageLimits.Default).Pixels, Is.All.GreaterThan((byte)252));
    }

    [Test]
    public void Create_Jpeg_IsNotProgressive()
    {
        var thumbnail = Thumbnailer.Create(TestImages.Png(400, 300, 5), 100, ThumbnailFormat.Jpeg, 75, ImageLimits.Default);
        byte[] progressive = [0xFF, 0xC2];
        Assert.That(thumbnail.AsSpan().IndexOf(progressive), Is.Negative);
    }

    [TestCase(0, 75)]
    [TestCase(100, 0)]
    [TestCase(100, 101)]
    public void Create_ArgumentsOfNoMeaning_AreRefused(int size, int quality) => Assert.That(
        () => Thumbnailer.Create(TestImages.Png(4, 4, 1), size, ThumbnailFormat.Jpeg, quality, ImageLimits.Default),
        Throws.InstanceOf<ArgumentOutOfRangeException>());
}
