using ImageSearch.Imaging.Headers;
using SkiaSharp;

namespace ImageSearch.Imaging.Decoding;

/// <summary>Chooses the decoder of a file and estimates its memory: Skia for everything it can read, libvips for the rest.</summary>
internal static class Decoder
{
    // A larger PNG is not decoded as a whole: libvips returns its rows one by one, at half the speed.
    private const long LargestWholePng = 16_000_000;

    // WebP's decoder does not shrink by less than this, because the averaging would be visible.
    private const double SmallestWebPShrink = 1.5;

    // libjpeg's own rows and those of the band; a generous estimate.
    private const long RowsHeld = 96;

    /// <summary>Opens the rows of the first frame; missing or damaged data is an error.</summary>
    /// <param name="file">Must outlive the rows.</param>
    /// <param name="header">What the probe found in it.</param>
    /// <param name="shrink">The largest factor by which decoding may shrink the sides. JPEG and WebP come close to it, other formats keep
    /// their size.</param>
    /// <exception cref="ImageException">The file is incomplete or damaged.</exception>
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

    /// <summary>
    /// An upper estimate of the memory that decoding holds at one time, in bytes: the file, the decoder's own memory, a frame or a band of
    /// rows.
    /// </summary>
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
        // Without a profile, Skia converts inks to colours by its own formula, which is 40 levels off.
        ImageFormat.Jpeg => header.HasInks,
        ImageFormat.Png => !header.NeedsFrame && (long)header.Width * header.Height > LargestWholePng,
        _ => false,
    };
}
