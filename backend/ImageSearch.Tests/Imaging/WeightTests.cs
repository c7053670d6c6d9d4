using ImageSearch.Imaging;

namespace ImageSearch.Tests.Imaging;

/// <summary>The memory for decoding a file, estimated from its header only.</summary>
internal sealed class WeightTests
{
    private const int Width = 3000;
    private const int Height = 2000;
    private const long Pixels = (long)Width * Height;

    [Test]
    public void WeighDecoding_RowsAreDecodedOneByOne_IsLittleMoreThanTheFile()
    {
        foreach (var file in (byte[][])[TestImages.GreyJpeg(Width, Height, 9), TestImages.Bmp(Width, Height, 1)])
        {
            Assert.That(Weigh(file), Is.LessThan(file.Length + (Pixels / 3)));
        }
    }

    [Test]
    public void WeighDecoding_ProgressiveJpeg_CountsItsCoefficients() =>
        Assert.That(Weigh(TestImages.ProgressiveJpeg(Width, Height, 1)), Is.GreaterThan(Pixels * 3).And.LessThan(Pixels * 5));

    [Test]
    public void WeighDecoding_FramesHeldWhole_CountTheirPixels()
    {
        var interlaced = TestImages.Flat(Width, Height, 200).To(image => image.PngsaveBuffer(interlace: true));
        Assert.That(Weigh(interlaced), Is.GreaterThan(Pixels * 5));
        Assert.That(Weigh(TestImages.FlatPng(Width, Height, 200)), Is.GreaterThan(Pixels * 4).And.LessThan(Pixels * 5));
        Assert.That(Weigh(TestImages.FlatPng(Width * 2, Height * 2, 200)), Is.LessThan(Pixels * 4), "above 16 megapixels row by row");
    }

    [Test]
    public void WeighDecoding_NoPicture_IsRefused() =>
        Assert.That(() => Weigh([1, 2, 3]), Problems.Throw(ImageProblem.Unsupported));

    private static long Weigh(byte[] file) => ImageReader.WeighDecoding(file, ImageLimits.Default);
}
