using System.Globalization;
using ImageSearch.Imaging;

namespace ImageSearch.Tests.Imaging;

/// <summary>Damaged files of every format: the result must be a picture or an <see cref="ImageException"/>, nothing else.</summary>
internal sealed class FuzzTests
{
    private static readonly ImageLimits Limits = new() { MaxPixels = 4_000_000 };

    // A hundred in each test run; many more by hand after a change to a decoder.
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("IMAGESEARCH_FUZZ_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 100;

    private static IEnumerable<TestCaseData> Files()
    {
        TestCaseData Case(string name, byte[] file) => new TestCaseData(file).SetArgDisplayNames(name);

        yield return Case("Jpeg", Exif.WithOrientation(TestImages.Jpeg(40, 30, 1), 6));
        yield return Case("ProgressiveJpeg", TestImages.ProgressiveJpeg(40, 30, 1));
        yield return Case("WideJpeg", TestImages.Jpeg(240, 30, 1));
        yield return Case("WideProgressiveJpeg", TestImages.ProgressiveJpeg(240, 30, 1));
        yield return Case("Png", TestImages.Png(40, 30, 1));
        yield return Case("Png16", TestImages.Png16(40, 30, 1));
        yield return Case("InterlacedPng", TestImages.InterlacedPng(40, 30, 1));
        yield return Case("AnimatedGif", TestImages.AnimatedGif(3, 40, 30));
        yield return Case("WebP", TestImages.WebP(40, 30, 1));
        yield return Case("AnimatedWebP", TestImages.AnimatedWebP(3, 40, 30));
        yield return Case("LosslessWebP", TestImages.WebP(40, 30, 1, lossless: true));
        yield return Case("AnimatedLosslessWebP", TestImages.AnimatedWebP(3, 40, 30, lossless: true));
        yield return Case("PalettePng", TestImages.PalettePng(40, 30, 1));
        yield return Case("CmykJpeg", TestImages.CmykJpeg(40, 30));
        yield return Case("MultiPageTiff", TestImages.MultiPageTiff(2, 40, 30));
        yield return Case("Avif", TestImages.Avif(40, 30, 1));
        yield return Case("Bmp", TestImages.Bmp(40, 30, 1));
    }

    [TestCaseSource(nameof(Files))]
    public void Everything_Damaged_GivesAPictureOrAProblem(byte[] file)
    {
        var random = new Random(20);
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = Mutation.Of(file, random);
            Try(() => ImageReader.ReadHeader(damaged, Limits));
            Try(() => ImageReader.DecodeSquare(damaged, 32, 28, null, Limits));
            Try(() => Thumbnailer.Create(damaged, 16, ThumbnailFormat.Jpeg, 75, Limits));
        }

        Assert.That(ImageReader.Decode(file, Limits).Width, Is.Positive, "an undamaged file is still read");
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (ImageException)
        {
            // One of the two allowed results.
        }
    }
}
