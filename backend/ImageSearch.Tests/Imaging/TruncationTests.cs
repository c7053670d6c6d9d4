using ImageSearch.Imaging;

namespace ImageSearch.Tests.Imaging;

internal sealed class TruncationTests
{
    private static IEnumerable<TestCaseData> Files()
    {
        TestCaseData Case(string name, byte[] file) => new TestCaseData(file).SetArgDisplayNames(name);

        yield return Case("Jpeg", TestImages.Jpeg(40, 30, 1));
        yield return Case("ProgressiveJpeg", TestImages.ProgressiveJpeg(40, 30, 1));
        yield return Case("Png", TestImages.Png(40, 30, 1));
        yield return Case("InterlacedPng", TestImages.InterlacedPng(40, 30, 1));
        yield return Case("Gif", TestImages.Gif(40, 30, 1));
        yield return Case("AnimatedGif", TestImages.AnimatedGif(1, 40, 30));
        yield return Case("WebP", TestImages.WebP(40, 30, 1));
        yield return Case("LosslessWebP", TestImages.WebP(40, 30, 1, lossless: true));
        yield return Case("CmykJpeg", TestImages.CmykJpeg(40, 30));
        yield return Case("Tiff", TestImages.Tiff(40, 30, 1));
        yield return Case("Avif", TestImages.Avif(40, 30, 1));
        yield return Case("Bmp", TestImages.Bmp(40, 30, 1));
    }

    // A file may lose trailing bytes that carry no pixels (an end marker, a checksum); then, and only then, the picture is complete.
    [TestCaseSource(nameof(Files))]
    public void Decode_CutAtAnyLength_IsTruncatedOrComplete(byte[] file)
    {
        var whole = ImageReader.Decode(file, ImageLimits.Default).Pixels;
        for (var length = 1; length < file.Length; length++)
        {
            var part = file[..length];
            try
            {
                Assert.That(ImageReader.Decode(part, ImageLimits.Default).Pixels, Is.EqualTo(whole), $"cut at {length} of {file.Length}");
                Assert.That(length, Is.GreaterThan(file.Length - 48), $"cut at {length} of {file.Length}");
            }
            catch (ImageException e)
            {
                // The first bytes of some formats could still belong to other formats.
                Assert.That(
                    e.Problem,
                    Is.EqualTo(ImageProblem.Truncated).Or.EqualTo(length < 36 ? ImageProblem.Unsupported : ImageProblem.Truncated));
            }
        }
    }

    [TestCaseSource(nameof(Files))]
    public void ReadHeader_CutAtAnyLength_IsTruncatedOrRight(byte[] file)
    {
        for (var length = 36; length < file.Length; length++)
        {
            try
            {
                Assert.That(ImageReader.ReadHeader(file.AsMemory(0, length), ImageLimits.Default).Width, Is.EqualTo(40));
            }
            catch (ImageException e)
            {
                Assert.That(e.Problem, Is.EqualTo(ImageProblem.Truncated));
            }
        }
    }

    [Test]
    public void DecodeSquare_AndThumbnail_OfACutFile_AreTruncated()
    {
        foreach (var file in (byte[][])[TestImages.Jpeg(400, 300, 1), TestImages.Png(400, 300, 1), TestImages.WebP(400, 300, 1), TestImages.Bmp(
            400,
            300,
            1)])
        {
            var half = TestImages.Truncated(file, 0.5);
            Assert.That(() => ImageReader.DecodeSquare(half, 32, 28, null, ImageLimits.Default), Problems.Throw(ImageProblem.Truncated));
            Assert.That(() => Thumbnailer.Create(half, 64, ThumbnailFormat.Jpeg, 75, ImageLimits.Default), Problems.Throw(ImageProblem.Truncated));
        }
    }
}
