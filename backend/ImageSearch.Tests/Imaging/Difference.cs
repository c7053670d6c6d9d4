using ImageSearch.Imaging;

namespace ImageSearch.Tests.Imaging;

/// <summary>How far two pictures are apart, in levels of 0 to 255.</summary>
internal static class Difference
{
    public static double Mean(RgbImage one, RgbImage other)
    {
        Assert.That((one.Width, one.Height), Is.EqualTo((other.Width, other.Height)));
        return Mean(one.Pixels, other.Pixels);
    }

    public static double Mean(byte[] one, byte[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Average();

    public static int Max(RgbImage one, RgbImage other) => one.Pixels.Zip(other.Pixels, (a, b) => Math.Abs(a - b)).Max();
}
