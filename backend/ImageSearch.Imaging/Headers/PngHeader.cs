namespace ImageSearch.Imaging.Headers;

/// <summary>The chunks of a PNG file before its pixels (ISO/IEC 15948).</summary>
internal static class PngHeader
{
    // One byte of deflate's output needs at least 1/1032 of a byte of its input (RFC 1951: 258 bytes in two bits).
    private const int LargestRatio = 1032;
    private const int HeaderLength = 13;

    /// <exception cref="ImageException">The header is incomplete or damaged, or over the limits.</exception>
    public static StoredHeader Read(PictureBytes file, ImageLimits limits)
    {
        var reader = new ByteReader(file, position: 8);
        if (reader.UInt32BigEndian() != HeaderLength || !reader.Take(4).SequenceEqual("IHDR"u8))
        {
            throw ImageException.Truncated();
        }

        var (width, height) = (reader.UInt32BigEndian(), reader.UInt32BigEndian());
        limits.CheckPixels(width, height);
        var (depth, colour) = (reader.Byte(), reader.Byte());
        var interlaced = reader.Take(3)[2] != 0;
        if (width == 0 || height == 0 || depth is not (1 or 2 or 4 or 8 or 16))
        {
            throw ImageException.Truncated();
        }

        var channels = colour switch { 0 or 3 => 1, 4 => 2, 2 => 3, 6 => 4, _ => throw ImageException.Truncated() };
        var bytes = ((((long)width * channels * depth) + 7) / 8 * height) + height;
        var header = new StoredHeader(ImageFormat.Png, (int)width, (int)height)
        {
            NeedsFrame = interlaced,
            DecoderBytes = interlaced ? bytes : 0,
            FewestBytes = bytes / LargestRatio,
        };
        reader.Position += 4; // the checksum
        return ReadRest(file, reader, header);
    }

    private static StoredHeader ReadRest(PictureBytes file, ByteReader reader, StoredHeader header)
    {
        try
        {
            while (true)
            {
                var length = reader.UInt32BigEndian();
                var type = reader.Take(4);
                if (type.SequenceEqual("IDAT"u8) || type.SequenceEqual("IEND"u8))
                {
                    return header;
                }

                if (type.SequenceEqual("iCCP"u8))
                {
                    header = header with { HasProfile = true };
                }
                else if (type.SequenceEqual("eXIf"u8))
                {
                    header = header with { Orientation = ExifOrientation.Read(file, reader.Position, reader.Position + length) };
                }

                reader.Position += length + 4L;
            }
        }
        catch (ImageException)
        {
            // The file ends after the size; decoding reports what is missing.
            return header;
        }
    }
}
