namespace ImageSearch.Imaging.Headers;

/// <summary>The marker segments of a JPEG file up to its first scan (ITU-T T.81, annex B).</summary>
internal static class JpegHeader
{
    private const int StartOfScan = 0xDA;
    private const int EndOfImage = 0xD9;
    private const int App1 = 0xE1;
    private const int App2 = 0xE2;
    private const int CoefficientBytes = 2;

    /// <exception cref="ImageException">The file ends before the frame header, is damaged, or uses a process that is not
    /// supported.</exception>
    public static StoredHeader Read(PictureBytes file)
    {
        var reader = new ByteReader(file, position: 2);
        StoredHeader? header = null;
        var (orientation, hasProfile) = (Orientation.Normal, false);
        try
        {
            for (var marker = NextMarker(reader); marker is not (StartOfScan or EndOfImage); marker = NextMarker(reader))
            {
                if (marker is (>= 0xD0 and <= 0xD8) or 0x01)
                {
                    continue;
                }

                var end = reader.Position + Math.Max(2, reader.UInt16BigEndian());
                switch (marker)
                {
                    case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                        header ??= ReadFrame(reader, marker);
                        break;
                    case App1 when end - reader.Position > 14 && reader.Take(6).SequenceEqual("Exif\0\0"u8):
                        orientation = ExifOrientation.Read(file, reader.Position, end);
                        break;
                    case App2 when end - reader.Position > 14:
                        hasProfile |= reader.Take(12).SequenceEqual("ICC_PROFILE\0"u8);
                        break;
                }

                reader.Position = end;
            }
        }
        catch (ImageException e) when (header is not null && e.Problem == ImageProblem.Truncated)
        {
            // The file ends after the frame header: the size is known, and decoding reports what is missing.
        }

        return header is null ? throw ImageException.Truncated() : header with { Orientation = orientation, HasProfile = hasProfile };
    }

    // Bytes between segments are skipped, as in libjpeg.
    private static int NextMarker(ByteReader reader)
    {
        while (true)
        {
            while (reader.Byte() != 0xFF)
            {
            }

            int marker;
            do
            {
                marker = reader.Byte();
            }
            while (marker == 0xFF);

            if (marker != 0)
            {
                return marker;
            }
        }
    }

    private static StoredHeader ReadFrame(ByteReader reader, int marker)
    {
        var (precision, height, width, components) = (reader.Byte(), reader.UInt16BigEndian(), reader.UInt16BigEndian(), reader.Byte());
        if (marker > 0xC2 || precision != 8)
        {
            var process = marker > 0xC8 ? "arithmetic coding" : marker > 0xC2 ? "a lossless or hierarchical process" : $"{precision} bits a channel";
            throw ImageException.UnsupportedVariant(ImageFormat.Jpeg, process);
        }

        if (width == 0 || height == 0 || components is not (1 or 3 or 4))
        {
            throw ImageException.Truncated();
        }

        // Every scan of a progressive file refines all coefficients, so all of them are kept in memory.
        var coefficients = marker == 0xC2 ? Samples(reader, width, height, components) * CoefficientBytes : 0;
        return new StoredHeader(ImageFormat.Jpeg, width, height) { HasInks = components == 4, DecoderBytes = coefficients };
    }

    private static long Samples(ByteReader reader, int width, int height, int components)
    {
        Span<(int Across, int Down)> sampling = stackalloc (int, int)[components];
        for (var i = 0; i < components; i++)
        {
            var factors = reader.Take(3)[1];
            sampling[i] = (Math.Clamp(factors >> 4, 1, 4), Math.Clamp(factors & 15, 1, 4));
        }

        var (most, mostDown) = (1, 1);
        foreach (var (across, down) in sampling)
        {
            (most, mostDown) = (Math.Max(most, across), Math.Max(mostDown, down));
        }

        // Whole blocks of 8 x 8, in whole units of all components.
        var units = (long)(((width - 1) / (8 * most)) + 1) * (((height - 1) / (8 * mostDown)) + 1);
        var samples = 0L;
        foreach (var (across, down) in sampling)
        {
            samples += units * across * down * 64;
        }

        return samples;
    }
}
