using ImageSearch.Imaging.Decoding;
using ImageSearch.Imaging.Headers;

namespace ImageSearch.Imaging;

/// <summary>
/// Reads picture files by their content, never by their name. Thread-safe; each call keeps one core busy until it returns. Every method
/// throws <see cref="ImageException"/> for a file that is not a sound picture, and <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/> for one that cannot be opened.
/// </summary>
public static class ImageReader
{
    /// <summary>Reads format, size and frames without decoding pixels. This also works for a file that ends after its header.</summary>
    public static ImageHeader ReadHeader(string path, ImageLimits limits)
    {
        using var file = new FileBytes(path);
        return HeaderProbe.Read(file, limits).ToUpright();
    }

    /// <inheritdoc cref="ReadHeader(string, ImageLimits)"/>
    public static ImageHeader ReadHeader(ReadOnlyMemory<byte> file, ImageLimits limits)
    {
        using var bytes = new MemoryBytes(file);
        return HeaderProbe.Read(bytes, limits).ToUpright();
    }

    /// <summary>
    /// Decodes a picture for a model, crop x crop pixels: upright, cropped to the region, first frame, alpha laid over white, sRGB. The
    /// shorter side is scaled to <paramref name="resize"/> with a triangle filter as wide as the reduction (bilinear with antialiasing in
    /// Pillow and torchvision), then the centre is cropped.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="resize">The shorter side after scaling up or down, in pixels.</param>
    /// <param name="crop">The sides of the result, in pixels; at most <paramref name="resize"/>.</param>
    /// <param name="region">The part of the upright picture to use, or null for all of it.</param>
    /// <param name="limits">Checked before decoding.</param>
    public static RgbImage DecodeSquare(string path, int resize, int crop, CropRegion? region, ImageLimits limits)
    {
        using var file = new FileBytes(path);
        return Renderer.Square(file, resize, crop, region, limits);
    }

    /// <inheritdoc cref="DecodeSquare(string, int, int, CropRegion?, ImageLimits)"/>
    public static RgbImage DecodeSquare(ReadOnlyMemory<byte> file, int resize, int crop, CropRegion? region, ImageLimits limits)
    {
        using var bytes = new MemoryBytes(file);
        return Renderer.Square(bytes, resize, crop, region, limits);
    }

    /// <summary>Decodes the picture, or a region of it, at full size: upright, first frame, alpha laid over white, sRGB.</summary>
    public static RgbImage Decode(string path, ImageLimits limits, CropRegion? region = null)
    {
        using var file = new FileBytes(path);
        return Renderer.Full(file, region, limits);
    }

    /// <inheritdoc cref="Decode(string, ImageLimits, CropRegion?)"/>
    public static RgbImage Decode(ReadOnlyMemory<byte> file, ImageLimits limits, CropRegion? region = null)
    {
        using var bytes = new MemoryBytes(file);
        return Renderer.Full(bytes, region, limits);
    }

    /// <summary>
    /// An upper estimate of the native memory that decoding this file holds at one time, in bytes, from its header only. A baseline JPEG
    /// needs little more than its own size. A progressive one needs memory for all its coefficients, and a GIF or an interlaced PNG for all
    /// its pixels.
    /// </summary>
    public static long WeighDecoding(string path, ImageLimits limits)
    {
        using var file = new FileBytes(path);
        return Decoder.Weigh(file, HeaderProbe.Read(file, limits));
    }

    /// <inheritdoc cref="WeighDecoding(string, ImageLimits)"/>
    public static long WeighDecoding(ReadOnlyMemory<byte> file, ImageLimits limits)
    {
        using var bytes = new MemoryBytes(file);
        return Decoder.Weigh(bytes, HeaderProbe.Read(bytes, limits));
    }
}
