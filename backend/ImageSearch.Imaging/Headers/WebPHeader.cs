namespace ImageSearch.Imaging.Headers;

/// <summary>The chunks of a WebP file (RFC 9649).</summary>
internal static class WebPHeader
{
    private const int FirstChunk = 12;
    private const int LosslessBytesPerPixel = 4;

    /// <exception cref="ImageException">The file ends before the size, or is damaged.</exception>
    public static StoredHeader Read(PictureBytes file, ImageLimits limits)
    {
        var reader = new ByteReader(file, FirstChunk);
        StoredHeader? header = null;
        var (frames, perPixel) = (0, 0);
        try
        {
            while (!reader.AtEnd && frames <= limits.MaxFrames)
            {
                var type = reader.UInt32BigEndian();
                long length = reader.UInt32LittleEndian();
                var next = reader.Position + length + (length & 1);
                switch (type)
                {
                    case 0x56503858: // VP8X
                        header = ReadExtended(reader);
                        break;
                    case 0x56503820: // VP8, lossy
                        header ??= ReadLossy(reader);
                        break;
                    case 0x5650384C: // VP8L, lossless
                        header ??= ReadLossless(reader);
                        perPixel = LosslessBytesPerPixel;
                        break;
                    case 0x414C5048: // ALPH, the alpha of a lossy picture, which is lossless by itself
                        perPixel = Math.Max(perPixel, 1);
                        break;
                    case 0x414E4D46: // ANMF, a frame of either kind over the canvas
                        frames++;
                        perPixel = LosslessBytesPerPixel * 2;
                        break;
                    case 0x49434350 when header is not null: // ICCP
                        header = header with { HasProfile = true };
                        break;
                    case 0x45584946 when header is not null: // EXIF
                        header = header with { Orientation = ReadOrientation(file, reader.Position, length) };
                        break;
                }

                reader.Position = next;
            }
        }
        catch (ImageException) when (header is not null)
        {
            // The file ends after the size; decoding reports what is missing.
        }

        return header is null
            ? throw ImageException.Truncated()
            : header with { Frames = Math.Max(1, frames), DecoderBytes = (long)header.Width * header.Height * perPixel };
    }

    private static StoredHeader ReadExtended(ByteReader reader)
    {
        var bytes = reader.Take(10)[4..];
        return Sized(1 + (bytes[0] | (bytes[1] << 8) | (bytes[2] << 16)), 1 + (bytes[3] | (bytes[4] << 8) | (bytes[5] << 16)));
    }

    private static StoredHeader ReadLossy(ByteReader reader)
    {
        reader.Position += 6; // the frame tag and its start code
        return Sized(reader.UInt16LittleEndian() & 0x3FFF, reader.UInt16LittleEndian() & 0x3FFF);
    }

    private static StoredHeader ReadLossless(ByteReader reader)
    {
        reader.Position++; // the signature
        var bits = reader.UInt32LittleEndian();
        return Sized(1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
    }

    // Some writers put JPEG's prefix before the TIFF header.
    private static Orientation ReadOrientation(PictureBytes file, long start, long length)
    {
        Span<byte> prefix = stackalloc byte[6];
        var skip = file.Read(start, prefix) == 6 && prefix.SequenceEqual("Exif\0\0"u8) ? 6 : 0;
        return ExifOrientation.Read(file, start + skip, start + length);
    }

    private static StoredHeader Sized(int width, int height) =>
        width == 0 || height == 0 ? throw ImageException.Truncated() : new StoredHeader(ImageFormat.WebP, width, height);
}
