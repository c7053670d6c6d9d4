using ImageSearch.Imaging.Decoding;
using ImageSearch.Imaging.Headers;

namespace ImageSearch.Imaging;

/// <summary>
/// Reads picture files by their content, never by their name. Safe for calls from several threads at once; each call keeps one
/// core busy until it returns. Every method throws <see cref="ImageException"/> for a file that is no good picture, and the usual
/// <see cref="IOException"/> family for one that cannot be opened.
/// </summary>
public static class ImageReader
{
    /// <summary>Format, size and frames, without decoding pixels. A file that is cut off behind its header still has one.</summary>
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
    /// A picture as a model sees it, crop x crop pixels: upright, the region cut out, first frame, alpha laid over white, sRGB,
    /// the shorter side scaled to <paramref name="resize"/> with a triangle filter as wide as the reduction (what Pillow and
    /// torchvision call bilinear with antialiasing), then the centre.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="resize">Pixels of the shorter side after scaling, up or down.</param>
    /// <param name="crop">Pixels of each side of the result; at most <paramref name="resize"/>.</param>
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

    /// <summary>The picture at its full size, or the region of it: upright, first frame, alpha laid over white, sRGB.</summary>
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
    /// An upper estimate of the native memory that decoding this file holds at a time, in bytes, from its header alone. A baseline JPEG
    /// weighs little more than itself; a progressive one has all its coefficients to hold, a GIF or an interlaced PNG all its pixels.
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
