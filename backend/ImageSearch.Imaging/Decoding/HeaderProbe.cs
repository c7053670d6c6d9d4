using System.Buffers.Binary;
using ImageSearch.Imaging.Bmp;
using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging.Decoding;

/// <summary>Reads headers and holds them against the limits, so that whoever decodes later decodes nothing that is too large.</summary>
internal static class HeaderProbe
{
    /// <exception cref="ImageException">No picture, or one over the limits.</exception>
    public static StoredHeader Read(PictureBytes file, ImageLimits limits)
    {
        Span<byte> start = stackalloc byte[FormatSniffer.Length];
        start = start[..file.Read(0, start)];
        var format = FormatSniffer.Detect(start);

        // libpng refuses sides over a million pixels by itself; the person should hear of the real limit instead.
        if (format == ImageFormat.Png && start.Length >= 24)
        {
            CheckPixels(BinaryPrimitives.ReadUInt32BigEndian(start[16..]), BinaryPrimitives.ReadUInt32BigEndian(start[20..]), limits);
        }

        var header = format == ImageFormat.Bmp ? ReadBmp(file) : ReadVips(file, format);
        CheckPixels(header.Width, header.Height, limits);
        return header.Frames <= limits.MaxFrames ? header : throw ImageException.TooManyFrames(header.Frames, limits.MaxFrames);
    }

    private static StoredHeader ReadBmp(PictureBytes file)
    {
        var header = BmpHeader.Read(file);
        return new StoredHeader(ImageFormat.Bmp, header.Width, header.Height, 1, Orientation.Normal);
    }

    private static StoredHeader ReadVips(PictureBytes file, ImageFormat format)
    {
        try
        {
            using var image = Loader.OpenHeader(file, format);
            return new StoredHeader(format, image.Width, image.Height, image.Pages, new Orientation(image.Orientation));
        }
        catch (VipsException e)
        {
            throw ImageException.Truncated(e);
        }
    }

    private static void CheckPixels(long width, long height, ImageLimits limits)
    {
        if (width > 0 && height > limits.MaxPixels / width)
        {
            throw ImageException.TooManyPixels(width, height, limits.MaxPixels);
        }
    }
}
