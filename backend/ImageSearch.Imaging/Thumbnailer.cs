using ImageSearch.Imaging.Decoding;
using ImageSearch.Imaging.Headers;
using SkiaSharp;

namespace ImageSearch.Imaging;

/// <summary>The file format of a thumbnail.</summary>
public enum ThumbnailFormat
{
    Jpeg,
    WebP,
}

/// <summary>Makes small pictures for viewing.</summary>
public static class Thumbnailer
{
    /// <summary>
    /// Makes a file with the whole picture, scaled to fit into size x size pixels, upright and never enlarged; sRGB, first frame, alpha
    /// laid over white, without metadata.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="size">The largest length of the longer side, in pixels.</param>
    /// <param name="format">The file format to write.</param>
    /// <param name="quality">1 to 100.</param>
    /// <param name="limits">Checked before decoding.</param>
    /// <exception cref="ImageException">The file is not a sound picture.</exception>
    public static byte[] Create(string path, int size, ThumbnailFormat format, int quality, ImageLimits limits)
    {
        using var file = new FileBytes(path);
        return Create(file, size, format, quality, limits);
    }

    /// <inheritdoc cref="Create(string, int, ThumbnailFormat, int, ImageLimits)"/>
    public static byte[] Create(ReadOnlyMemory<byte> file, int size, ThumbnailFormat format, int quality, ImageLimits limits)
    {
        using var bytes = new MemoryBytes(file);
        return Create(bytes, size, format, quality, limits);
    }

    private static byte[] Create(PictureBytes file, int size, ThumbnailFormat format, int quality, ImageLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        if (!Enum.IsDefined(format))
        {
            throw new ArgumentOutOfRangeException(nameof(format), format, null);
        }

        return Encode(Renderer.Fit(file, size, limits), format, quality);
    }

    private static byte[] Encode(RgbImage image, ThumbnailFormat format, int quality)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgb888x, SKAlphaType.Opaque));
        var to = bitmap.GetPixelSpan();
        for (var i = 0; i < image.Width * image.Height; i++)
        {
            image.Pixels.AsSpan(i * 3, 3).CopyTo(to[(i * PixelRows.Channels)..]);
        }

        using var pixels = bitmap.PeekPixels();
        using var encoded = format == ThumbnailFormat.WebP
            ? pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality))
            : pixels.Encode(new SKJpegEncoderOptions(quality));
        return encoded?.ToArray() ?? throw new InvalidOperationException($"Skia did not write {image.Width} x {image.Height} pixels as {format}");
    }
}
