using ImageSearch.Imaging;
using NetVips;

namespace ImageSearch.Tests.Imaging;

internal sealed class PixelTests
{
    private static readonly byte[] Painted = Painting.Rgb(64, 48, 1);

    private static IEnumerable<TestCaseData> Files()
    {
        TestCaseData Case(string name, byte[] file, double tolerance) =>
            new TestCaseData(file, tolerance).SetName($"Decode_{name}_GivesWhatWasPainted");

        yield return Case("Png", TestImages.Png(64, 48, 1), 0);
        yield return Case("InterlacedPng", TestImages.InterlacedPng(64, 48, 1), 0);
        yield return Case("Png16", TestImages.Png16(64, 48, 1), 0);
        yield return Case("Tiff", TestImages.Tiff(64, 48, 1), 0);
        yield return Case("MultiPageTiff", TestImages.MultiPageTiff(3), 0);
        yield return Case("Bmp", TestImages.Bmp(64, 48, 1), 0);
        yield return Case("LosslessWebP", TestImages.WebP(64, 48, 1, lossless: true), 0);
        yield return Case("PalettePng", TestImages.PalettePng(64, 48, 1), 3);
        yield return Case("Gif", TestImages.Gif(64, 48, 1), 3);
        yield return Case("AnimatedGif", TestImages.AnimatedGif(3), 3);
        yield return Case("Jpeg", TestImages.Jpeg(64, 48, 1, quality: 95), 4);
        yield return Case("ProgressiveJpeg", TestImages.ProgressiveJpeg(64, 48, 1), 6);
        yield return Case("WebP", TestImages.WebP(64, 48, 1), 8);
        yield return Case("AnimatedWebP", TestImages.AnimatedWebP(3), 8);
        yield return Case("AnimatedLosslessWebP", TestImages.AnimatedWebP(3, lossless: true), 0);
        yield return Case("Avif", TestImages.Avif(64, 48, 1), 8);
    }

    [TestCaseSource(nameof(Files))]
    public void Decode(byte[] file, double tolerance)
    {
        var actual = ImageReader.Decode(file, ImageLimits.Default);
        Assert.That((actual.Width, actual.Height), Is.EqualTo((64, 48)));
        Assert.That(Difference.Mean(actual.Pixels, Painted), Is.LessThanOrEqualTo(tolerance));
    }

    [Test]
    public void Decode_Grey_IsGreyInThreeChannels() =>
        Assert.That(ImageReader.Decode(TestImages.GreyJpeg(16, 16, 77), ImageLimits.Default).Pixels, Is.All.EqualTo((byte)77));

    [Test]
    public void Decode_GreyPngWithAlpha_LiesOverWhite() =>
        Assert.That(ImageReader.Decode(TestImages.FlatPng(8, 8, 100, 51), ImageLimits.Default).Pixels, Is.All.EqualTo((byte)224).Within(1));

    [Test]
    public void Decode_Alpha_LiesOverWhite()
    {
        var pixels = ImageReader.Decode(TestImages.FlatPng(8, 8, 255, 0, 100, 102), ImageLimits.Default).Pixels;
        Assert.That(pixels[..3], Is.EqualTo(new byte[] { 255, 153, 193 }).Within(1));
    }

    [Test]
    public void Decode_FullyTransparent_IsWhite() =>
        Assert.That(ImageReader.Decode(TestImages.FlatPng(8, 8, 10, 20, 30, 0), ImageLimits.Default).Pixels, Is.All.EqualTo((byte)255));

    [Test]
    public void Decode_Png16WithAlpha_LiesOverWhite()
    {
        using var deep = TestImages.Flat(8, 8, 255, 0, 100, 102).To(image => image.Colourspace(Enums.Interpretation.Rgb16));
        var pixels = ImageReader.Decode(deep.PngsaveBuffer(), ImageLimits.Default).Pixels;
        Assert.That(pixels[..3], Is.EqualTo(new byte[] { 255, 153, 193 }).Within(1));
    }

    [TestCase(Enums.BandFormat.Ushort)]
    [TestCase(Enums.BandFormat.Int)]
    [TestCase(Enums.BandFormat.Float)]
    public void Decode_TiffOfOtherNumbers_IsAPicture(object format)
    {
        var file = TestImages.Flat(8, 8, 77).To(image =>
        {
            using var numbers = image.Cast((Enums.BandFormat)format);
            return numbers.TiffsaveBuffer();
        });
        var shown = (Enums.BandFormat)format == Enums.BandFormat.Ushort ? 0 : 77; // of 65535, or of 255
        Assert.That(ImageReader.Decode(file, ImageLimits.Default).Pixels, Is.All.EqualTo((byte)shown));
    }

    // No inks are paper, magenta and yellow are red, everything is black, each roughly as presses print them.
    [TestCase(0, 0, 0, 0, 255, 255, 255)]
    [TestCase(0, 255, 255, 0, 225, 20, 20)]
    [TestCase(255, 0, 0, 0, 0, 165, 230)]
    [TestCase(0, 0, 0, 255, 20, 20, 20)]
    public void Decode_CmykWithoutProfile_IsPrintedColour(byte c, byte m, byte y, byte k, byte red, byte green, byte blue)
    {
        var pixels = ImageReader.Decode(TestImages.CmykJpeg(16, 16, c, m, y, k), ImageLimits.Default).Pixels;
        Assert.That(pixels[..3], Is.EqualTo(new[] { red, green, blue }).Within(30));
    }

    // The same colour has other numbers in Display P3 (about 188, 105, 63); read with its profile it must be the first again.
    [TestCase("jpeg")]
    [TestCase("png")]
    [TestCase("webp")]
    [TestCase("tiff")]
    public void Decode_EmbeddedDisplayP3_IsConvertedToSrgb(string format)
    {
        byte[] colour = [200, 100, 50];
        byte[] Written(Enums.ForeignKeep keep) => TestImages.Flat(32, 32, colour).To(image =>
        {
            using var wide = image.IccTransform("p3", inputProfile: "srgb");
            return format switch
            {
                "jpeg" => wide.JpegsaveBuffer(q: 100, keep: keep),
                "png" => wide.PngsaveBuffer(keep: keep),
                "webp" => wide.WebpsaveBuffer(lossless: true, keep: keep),
                _ => wide.TiffsaveBuffer(keep: keep),
            };
        });

        Assert.That(ImageReader.Decode(Written(Enums.ForeignKeep.Icc), ImageLimits.Default).Pixels[..3], Is.EqualTo(colour).Within(2));
        Assert.That(ImageReader.Decode(Written(Enums.ForeignKeep.None), ImageLimits.Default).Pixels[..3], Is.Not.EqualTo(colour).Within(5));
    }

    // (200, 100, 50) in Adobe RGB (1998) is (177, 100, 56) by its primaries, D65 and a gamma of 563/256.
    [Test]
    public void Decode_EmbeddedAdobeRgb_IsConvertedToSrgb()
    {
        var file = (TestImages.Flat(32, 32, 177, 100, 56) with { Profile = IccProfile.AdobeRgb }).To(
            image => image.PngsaveBuffer(keep: Enums.ForeignKeep.Icc));
        Assert.That(ImageReader.Decode(file, ImageLimits.Default).Pixels[..3], Is.EqualTo(new byte[] { 200, 100, 50 }).Within(2));
    }

    [Test]
    public void Decode_PngThatClaimsAnotherGamma_KeepsItsNumbers()
    {
        var file = PngBytes.WithChunkAfterHeader(TestImages.Png(64, 48, 1), "gAMA", [0, 1, 0x86, 0xA0]);
        Assert.That(ImageReader.Decode(file, ImageLimits.Default).Pixels, Is.EqualTo(Painted));
    }

    [Test]
    public void Decode_CmykWithProfile_IsConvertedByIt()
    {
        byte[] colour = [170, 130, 100];
        var file = TestImages.Flat(32, 32, colour).To(image =>
        {
            using var inks = image.IccTransform("cmyk", inputProfile: "srgb", intent: Enums.Intent.Perceptual);
            return inks.JpegsaveBuffer(q: 95, keep: Enums.ForeignKeep.Icc);
        });
        Assert.That(ImageReader.Decode(file, ImageLimits.Default).Pixels[..3], Is.EqualTo(colour).Within(20));
    }

    [Test]
    public void Decode_BrokenProfile_IsIgnored()
    {
        var file = (TestImages.Rgb(32, 24, 1) with { Profile = [1, 2, 3, 4] }).To(image => image.JpegsaveBuffer(keep: Enums.ForeignKeep.Icc));
        var plain = TestImages.Rgb(32, 24, 1).To(image => image.JpegsaveBuffer(keep: Enums.ForeignKeep.None));
        Assert.That(ImageReader.Decode(file, ImageLimits.Default).Pixels, Is.EqualTo(ImageReader.Decode(plain, ImageLimits.Default).Pixels));
    }

    [Test]
    public void Decode_Region_IsCutFromTheUprightPicture()
    {
        var whole = ImageReader.Decode(TestImages.JpegWithOrientation(6, 120, 80), ImageLimits.Default);
        var part = ImageReader.Decode(TestImages.JpegWithOrientation(6, 120, 80), ImageLimits.Default, new CropRegion(0.25, 0.5, 0.5, 0.25));
        Assert.That((part.Width, part.Height), Is.EqualTo((40, 30)));
        Assert.That(part.Pixels[..120], Is.EqualTo(whole.Pixels.AsSpan(((60 * 80) + 20) * 3, 120).ToArray()));
    }

    [Test]
    public void Decode_TinyRegion_IsOnePixel()
    {
        var part = ImageReader.Decode(TestImages.Png(20, 10, 1), ImageLimits.Default, new CropRegion(0.999, 0.999, 0.0001, 0.0001));
        Assert.That(part.Pixels, Is.EqualTo(Painting.Rgb(20, 10, 1)[^3..]));
    }
}
