using ImageSearch.Imaging.Headers;
using SkiaSharp;

namespace ImageSearch.Imaging.Decoding;

/// <summary>Which decoder reads what, and what that takes: Skia wherever it can, libvips for the rest.</summary>
internal static class Decoder
{
    // A PNG above this is not held whole: libvips gives its rows one by one, at half the speed.
    private const long LargestWholePng = 16_000_000;

    // Below this WebP's decoder does not shrink: its average would show.
    private const double SmallestWebPShrink = 1.5;

    // libjpeg's own rows, and those of the band; a generous guess.
    private const long RowsHeld = 96;

    /// <summary>The first frame's rows; what is missing or broken is an error.</summary>
    /// <param name="file">Must outlive the rows.</param>
    /// <param name="header">What the probe found in it.</param>
    /// <param name="shrink">By how much the sides may shrink while decoding, at most: JPEG and WebP come close to it, others keep their size.</param>
    /// <exception cref="ImageException">Cut off or damaged.</exception>
    public static PixelRows Open(PictureBytes file, StoredHeader header, double shrink)
    {
        if (file.Length < header.FewestBytes)
        {
            throw ImageException.Truncated();
        }

        var jpegShrink = shrink switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 };
        if (IsForVips(header))
        {
            return VipsRows.Open(file, header, header.Format == ImageFormat.Jpeg ? jpegShrink : 1);
        }

        var codec = new SkiaCodec(file, header);
        return header.Format switch
        {
            ImageFormat.Jpeg => new SkiaScanlines(codec, codec.Codec.GetScaledDimensions(1f / jpegShrink), 1.0 / jpegShrink),
            ImageFormat.Bmp when !header.NeedsFrame => new SkiaScanlines(codec, codec.Info.Size, 1),
            ImageFormat.WebP when header.Frames == 1 && shrink >= SmallestWebPShrink =>
                new SkiaFrame(codec, codec.Codec.GetScaledDimensions((float)(1 / shrink))),
            _ => new SkiaFrame(codec, codec.Info.Size),
        };
    }

    /// <summary>An upper estimate of what decoding holds at a time, in bytes: the file, the decoder's own memory, a frame or a band of rows.</summary>
    public static long Weigh(PictureBytes file, StoredHeader header)
    {
        var row = (long)header.Width * PixelRows.Channels;
        var rows = header.Format switch
        {
            _ when header.NeedsFrame => header.Height,
            ImageFormat.Gif or ImageFormat.WebP => header.Height,
            ImageFormat.Png when !IsForVips(header) => header.Height,
            _ => Math.Min(header.Height, RowsHeld),
        };
        return file.Length + header.DecoderBytes + (row * rows);
    }

    private static bool IsForVips(StoredHeader header) => header.Format switch
    {
        ImageFormat.Tiff or ImageFormat.Avif => true,
        // Skia turns inks into colours by a formula of its own where there is no profile, 40 levels off.
        ImageFormat.Jpeg => header.HasInks,
        ImageFormat.Png => !header.NeedsFrame && (long)header.Width * header.Height > LargestWholePng,
        _ => false,
    };
}
