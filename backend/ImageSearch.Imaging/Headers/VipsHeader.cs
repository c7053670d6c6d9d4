using ImageSearch.Imaging.Decoding;
using NetVips;

namespace ImageSearch.Imaging.Headers;

/// <summary>TIFF and AVIF, whose headers are read by their decoders. No pixel is decoded.</summary>
internal static class VipsHeader
{
    /// <exception cref="ImageException">The header is incomplete or damaged.</exception>
    public static StoredHeader Read(PictureBytes file, ImageFormat format)
    {
        try
        {
            using var source = file.OpenSource();
            using var image = Vips.Load(format, source, Enums.FailOn.None);
            var (width, height) = (image.Width, image.Height);
            var orientation = image.Contains("orientation") && image.Get("orientation") is int and >= 1 and <= 8 and var value ? value : 1;
            return new StoredHeader(format, width, height)
            {
                Frames = image.Contains("n-pages") && image.Get("n-pages") is int and > 0 and var pages ? pages : 1,
                Orientation = new Orientation(orientation),
                DecoderBytes = DecoderBytes(image, format),
            };
        }
        catch (VipsException e)
        {
            throw ImageException.Truncated(e);
        }
    }

    // A TIFF file may store all of its pixels in one strip; an AVIF picture is decoded as a whole, to planes of up to 16 bits and then to
    // RGB.
    private static long DecoderBytes(Image image, ImageFormat format)
    {
        var pixels = (long)image.Width * image.Height;
        return format == ImageFormat.Avif ? pixels * 10 : pixels * image.Bands * BytesOf(image.Format);
    }

    private static int BytesOf(Enums.BandFormat format) => format switch
    {
        Enums.BandFormat.Uchar or Enums.BandFormat.Char => 1,
        Enums.BandFormat.Ushort or Enums.BandFormat.Short => 2,
        Enums.BandFormat.Uint or Enums.BandFormat.Int or Enums.BandFormat.Float => 4,
        Enums.BandFormat.Dpcomplex => 16,
        _ => 8,
    };
}
