using ImageSearch.Imaging.Decoding;
using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging;

/// <summary>What a thumbnail is written as.</summary>
public enum ThumbnailFormat
{
    Jpeg,
    WebP,
}

/// <summary>Small pictures to look at.</summary>
public static class Thumbnailer
{
    /// <summary>
    /// A file with the whole picture, fitted into size x size pixels, upright and never enlarged; sRGB, first frame, alpha laid
    /// over white, no metadata.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="size">The longer side at most, in pixels.</param>
    /// <param name="format">What to write.</param>
    /// <param name="quality">1 to 100.</param>
    /// <param name="limits">Checked before decoding.</param>
    /// <exception cref="ImageException">The file is no good picture.</exception>
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

    private static unsafe byte[] Create(PictureBytes file, int size, ThumbnailFormat format, int quality, ImageLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        var operation = format switch
        {
            ThumbnailFormat.Jpeg => "jpegsave_buffer",
            ThumbnailFormat.WebP => "webpsave_buffer",
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };

        var small = Renderer.Fit(file, size, limits);
        fixed (byte* pixels = small.Pixels)
        {
            using var raw = VipsImage.FromPinned(pixels, small.Pixels.LongLength, small.Width, small.Height, 3);
            using var image = new VipsOperation("copy").With("in", raw).With("interpretation", Interpretation.Srgb).ToImage();
            return new VipsOperation(operation).With("in", image).With("Q", quality).With("keep", Keep.None).ToBytes();
        }
    }
}
