using ImageSearch.Imaging.Bmp;
using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging.Decoding;

/// <summary>Opens a file with the one loader that its content asks for; nothing is left to libvips' own guessing.</summary>
internal static class Loader
{
    // Below this there is no loader that shrinks while it decodes.
    private const double SmallestShrink = 1.5;

    /// <summary>For its fields only: the pixels may be missing.</summary>
    public static VipsImage OpenHeader(PictureBytes file, ImageFormat format)
    {
        using var source = file.OpenSource();
        return Load(format, source).With("fail-on", FailOn.None).ToImage();
    }

    /// <summary>Opens the first frame; its rows can be had once, from top to bottom, and what is missing or broken is an error.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="header">What the probe found in them.</param>
    /// <param name="shrink">
    /// By how much the sides may shrink while decoding, at most: JPEG, WebP and BMP come close to it, others keep their size.
    /// </param>
    public static LoadedPixels OpenPixels(PictureBytes file, StoredHeader header, double shrink)
    {
        if (header.Format == ImageFormat.Bmp)
        {
            return Whole(BmpReader.Read(file, (int)shrink));
        }

        using var source = file.OpenSource();
        var load = Load(header.Format, source).With("fail-on", FailOn.Error).With("access", Access.Sequential);
        return header.Format switch
        {
            ImageFormat.Jpeg => ShrinkJpeg(load, header, shrink switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 }),
            ImageFormat.WebP when header.Frames == 1 && shrink >= SmallestShrink => Whole(load.With("scale", 1 / shrink).ToImage()),
            _ => Whole(load.ToImage()),
        };
    }

    private static LoadedPixels Whole(VipsImage image) => new(image, image.Width, image.Height);

    private static LoadedPixels ShrinkJpeg(VipsOperation load, StoredHeader header, int shrink) =>
        new(load.With("shrink", shrink).ToImage(), (double)header.Width / shrink, (double)header.Height / shrink);

    private static VipsOperation Load(ImageFormat format, VipsSource source) => new VipsOperation(format switch
    {
        ImageFormat.Jpeg => "jpegload_source",
        ImageFormat.Png => "pngload_source",
        ImageFormat.Gif => "gifload_source",
        ImageFormat.WebP => "webpload_source",
        ImageFormat.Tiff => "tiffload_source",
        ImageFormat.Avif => "heifload_source",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    }).With("source", source);
}
