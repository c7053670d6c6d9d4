using ImageSearch.Imaging;

namespace ImageSearch.Tests.Imaging;

/// <remarks>One test reads the peaks of the whole process.</remarks>
[NonParallelizable]
internal sealed class DecodeSquareTests
{
    [TestCase(500, 375, TestName = "DecodeSquare_Landscape_IsTheTriangleFilter")]
    [TestCase(301, 402, TestName = "DecodeSquare_Portrait_IsTheTriangleFilter")]
    [TestCase(256, 256, TestName = "DecodeSquare_SameSize_IsTheTriangleFilter")]
    [TestCase(100, 80, TestName = "DecodeSquare_Enlarged_IsTheTriangleFilter")]
    [TestCase(700, 90, TestName = "DecodeSquare_EnlargedOnOneSideOfALongPicture_IsTheTriangleFilter")]
    [TestCase(1, 1, TestName = "DecodeSquare_OnePixel_IsTheTriangleFilter")]
    [TestCase(803, 711, TestName = "DecodeSquare_NearlyThreeTimes_IsTheTriangleFilter")]
    public void Lossless(int width, int height)
    {
        var expected = Triangle.Square(new RgbImage(width, height, Painting.Rgb(width, height, 3)), 256, 224);
        foreach (var file in (byte[][])[TestImages.Png(width, height, 3), TestImages.Tiff(width, height, 3), TestImages.InterlacedPng(
            width,
            height,
            3)])
        {
            var actual = ImageReader.DecodeSquare(file, 256, 224, null, ImageLimits.Default);
            Assert.That(Difference.Mean(actual, expected), Is.LessThan(0.6));
            Assert.That(Difference.Max(actual, expected), Is.LessThan(8));
        }
    }

    // Sides that are not multiples of the shrink factor: a shift of half a pixel would be visible at every edge.
    [TestCase(288, 264)]
    [TestCase(285, 263)]
    [TestCase(577, 333)]
    [TestCase(303, 1027)]
    public void DecodeSquare_ShrunkWhileLoading_IsTheTriangleFilter(int width, int height)
    {
        foreach (var file in (byte[][])
            [TestImages.Jpeg(width, height, 5, quality: 95), TestImages.WebP(width, height, 5), TestImages.Bmp(width, height, 5)])
        {
            var expected = Triangle.Square(ImageReader.Decode(file, ImageLimits.Default), 32, 28);
            var actual = ImageReader.DecodeSquare(file, 32, 28, null, ImageLimits.Default);
            Assert.That(Difference.Mean(actual, expected), Is.LessThan(1), $"{file[0]:x} {file[1]:x}");
        }
    }

    [Test]
    public void DecodeSquare_Region_IsTheSameAsTheRegionByItself()
    {
        var file = TestImages.Png(640, 480, 8);
        var region = new CropRegion(0.25, 0.1, 0.5, 0.6);
        var expected = Triangle.Square(ImageReader.Decode(file, ImageLimits.Default, region), 64, 56);
        Assert.That(Difference.Mean(ImageReader.DecodeSquare(file, 64, 56, region, ImageLimits.Default), expected), Is.LessThan(0.6));
    }

    [Test]
    public void DecodeSquare_RegionOfAShrunkPicture_IsThatRegion()
    {
        var file = TestImages.Jpeg(800, 600, 8, quality: 95);
        var region = new CropRegion(0.31, 0.13, 0.52, 0.61);
        var expected = Triangle.Square(ImageReader.Decode(file, ImageLimits.Default, region), 32, 28);
        Assert.That(Difference.Mean(ImageReader.DecodeSquare(file, 32, 28, region, ImageLimits.Default), expected), Is.LessThan(2));
    }

    // Unneeded columns are not decoded; this must not be visible at the sides of the rest.
    [TestCase(1001, 201, 128)]
    [TestCase(1500, 301, 64)]
    [TestCase(403, 97, 96)]
    public void DecodeSquare_OfAWideJpeg_IsTheSameAsOfAllOfIt(int width, int height, int size)
    {
        foreach (var file in (byte[][])[TestImages.Jpeg(width, height, 6, quality: 95), TestImages.ProgressiveJpeg(width, height, 6)])
        {
            var expected = Triangle.Square(ImageReader.Decode(file, ImageLimits.Default), size, size);
            Assert.That(Difference.Mean(ImageReader.DecodeSquare(file, size, size, null, ImageLimits.Default), expected), Is.LessThan(1));
        }
    }

    [Test]
    public void DecodeSquare_EveryOrientation_LooksLikeTheUprightPictureByItself([Range(1, 8)] int orientation)
    {
        var file = TestImages.JpegWithOrientation(orientation, 131, 90, seed: 4);
        var region = new CropRegion(0.1, 0.3, 0.6, 0.5);
        var expected = Triangle.Square(ImageReader.Decode(file, ImageLimits.Default, region), 48, 40);
        Assert.That(Difference.Mean(ImageReader.DecodeSquare(file, 48, 40, region, ImageLimits.Default), expected), Is.LessThan(0.6));
    }

    [TestCase(1, 30_000)]
    [TestCase(30_000, 1)]
    [TestCase(20_000, 9)]
    public void DecodeSquare_VeryLong_IsItsCentre(int width, int height)
    {
        var square = ImageReader.DecodeSquare(TestImages.Png(width, height, 2), 64, 56, null, ImageLimits.Default);
        var centre = Painting.Rgb(width, height, 2).AsSpan(((height / 2 * width) + (width / 2)) * 3, 3).ToArray();
        var middle = square.Pixels.AsSpan(((28 * 56) + 28) * 3, 3).ToArray();
        Assert.That(middle, Is.EqualTo(centre).Within(3));
    }

    [TestCase("png")]
    [TestCase("bmp")]
    [TestCase("jpeg")]
    [TestCase("tiff")]
    public void DecodeSquare_ManyPixels_NeverHoldsThemAll(string format)
    {
        const int Width = 2000, Height = 10_000;
        var file = format switch
        {
            "png" => TestImages.FlatPng(Width, Height, 200),
            "jpeg" => TestImages.GreyJpeg(Width, Height, 200),
            "tiff" => TestImages.Flat(Width, Height, 200)
                .To(image => image.TiffsaveBuffer(compression: NetVips.Enums.ForeignTiffCompression.Deflate)),
            _ => BmpFiles.File(BmpFiles.Info(Width, Height, 8), [.. Enumerable.Repeat((byte)200, 1024)], new byte[Width * Height]),
        };
        var (ours, libvips) = (NativeBuffer.PeakBytes, NetVips.Stats.MemHighwater);
        var square = ImageReader.DecodeSquare(file, 256, 224, null, ImageLimits.Default);
        Assert.That(NativeBuffer.PeakBytes - ours, Is.LessThan(Width * Height / 2));
        Assert.That(NetVips.Stats.MemHighwater - libvips, Is.LessThan(Width * Height / 2));
        Assert.That(square.Pixels, Is.All.EqualTo((byte)200));
    }

    [Test]
    public void DecodeSquare_CropOverResize_IsRefused() => Assert.That(
        () => ImageReader.DecodeSquare(TestImages.Png(8, 8, 1), 64, 65, null, ImageLimits.Default), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void DecodeSquare_RegionOutside_IsRefused() => Assert.That(
        () => ImageReader.DecodeSquare(TestImages.Png(8, 8, 1), 64, 64, new CropRegion(0.5, 0, 0.6, 1), ImageLimits.Default),
        Throws.InstanceOf<ArgumentException>());
}
