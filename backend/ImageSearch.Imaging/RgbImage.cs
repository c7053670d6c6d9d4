namespace ImageSearch.Imaging;

/// <summary>An upright sRGB picture in managed memory.</summary>
public sealed class RgbImage
{
    /// <exception cref="ArgumentException">The buffer is not width x height x 3 bytes long.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != (long)width * height * 3)
        {
            throw new ArgumentException($"{width} x {height} RGB pixels do not have {pixels.LongLength} bytes", nameof(pixels));
        }

        (Width, Height, Pixels) = (width, height, pixels);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Red, green, blue, 0 to 255 each; row by row from the top, without padding: width x height x 3 bytes.</summary>
    public byte[] Pixels { get; }
}
