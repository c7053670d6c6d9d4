namespace ImageSearch.Imaging.Headers;

/// <summary>
/// Reads headers and checks them against the limits, so that oversized pictures are never decoded. Except for TIFF and AVIF, this is
/// managed code only: no native decoder sees a file before its header is checked.
/// </summary>
internal static class HeaderProbe
{
    // libpng's own limit; for TIFF it limits the memory of a row.
    private const int LongestSide = 1_000_000;

    /// <exception cref="ImageException">The file is not a picture, or is over the limits.</exception>
    public static StoredHeader Read(PictureBytes file, ImageLimits limits)
    {
        Span<byte> start = stackalloc byte[FormatSniffer.Length];
        start = start[..file.Read(0, start)];
        var format = FormatSniffer.Detect(start);
        var header = format switch
        {
            ImageFormat.Jpeg => JpegHeader.Read(file),
            ImageFormat.Png => PngHeader.Read(file, limits),
            ImageFormat.Gif => GifHeader.Read(file, limits),
            ImageFormat.WebP => WebPHeader.Read(file, limits),
            ImageFormat.Bmp => BmpHeader.Read(file),
            ImageFormat.Tiff or ImageFormat.Avif => VipsHeader.Read(file, format),
            _ => throw new ArgumentOutOfRangeException(nameof(file), format, null),
        };
        limits.CheckPixels(header.Width, header.Height);
        if (header.Frames > limits.MaxFrames)
        {
            throw ImageException.TooManyFrames(header.Frames, limits.MaxFrames);
        }

        return Math.Max(header.Width, header.Height) <= LongestSide
            ? header
            : throw ImageException.UnsupportedVariant(format, $"a side of more than {LongestSide:N0} pixels");
    }
}
