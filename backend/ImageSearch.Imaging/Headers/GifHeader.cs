namespace ImageSearch.Imaging.Headers;

/// <summary>The blocks of a GIF file, without their pixels (CompuServe, GIF89a).</summary>
internal static class GifHeader
{
    private const int ImageSeparator = 0x2C;
    private const int ExtensionIntroducer = 0x21;
    private const int ScreenDescriptor = 6;

    // A palette index and, if a frame is laid over another one, a pixel of four bytes.
    private const int DecoderBytesPerPixel = 5;

    /// <exception cref="ImageException">The file ends before the first frame.</exception>
    public static StoredHeader Read(PictureBytes file, ImageLimits limits)
    {
        var reader = new ByteReader(file, ScreenDescriptor);
        var (width, height) = (reader.UInt16LittleEndian(), reader.UInt16LittleEndian());
        SkipColourTable(reader, flags: reader.Byte(), before: 2);
        var frames = 0;
        try
        {
            while (frames <= limits.MaxFrames && NextFrame(reader))
            {
                var frame = (X: reader.UInt16LittleEndian(), Y: reader.UInt16LittleEndian(), Width: reader.UInt16LittleEndian(), Height: reader
                    .UInt16LittleEndian());
                if (frames++ == 0)
                {
                    // The first frame enlarges the screen if the screen is too small for it.
                    (width, height) = (Math.Max(width, frame.X + frame.Width), Math.Max(height, frame.Y + frame.Height));
                }

                SkipColourTable(reader, flags: reader.Byte(), before: 0);
                reader.Position++; // the code size
                SkipBlocks(reader);
            }
        }
        catch (ImageException) when (frames > 0)
        {
            // The file ends after the size of the first frame; decoding reports what is missing.
        }

        return frames == 0 || width == 0 || height == 0
            ? throw ImageException.Truncated()
            : new StoredHeader(ImageFormat.Gif, width, height) { Frames = frames, DecoderBytes = (long)width * height * DecoderBytesPerPixel };
    }

    private static bool NextFrame(ByteReader reader)
    {
        while (!reader.AtEnd)
        {
            switch (reader.Byte())
            {
                case ImageSeparator:
                    return true;
                case ExtensionIntroducer:
                    reader.Position++; // its label
                    SkipBlocks(reader);
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static void SkipColourTable(ByteReader reader, byte flags, int before) =>
        reader.Position += before + ((flags & 0x80) != 0 ? 3 << ((flags & 7) + 1) : 0);

    private static void SkipBlocks(ByteReader reader)
    {
        for (int length = reader.Byte(); length > 0; length = reader.Byte())
        {
            reader.Position += length;
        }
    }
}
