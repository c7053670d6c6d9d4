namespace ImageSearch.Imaging.Headers;

/// <summary>Detects a format from the first bytes of a file.</summary>
internal static class FormatSniffer
{
    /// <summary>Number of bytes that are examined; the rest of a file does not matter.</summary>
    public const int Length = 64;

    private static readonly (ImageFormat Format, byte[] Magic)[] Magics =
    [
        (ImageFormat.Jpeg, [0xFF, 0xD8, 0xFF]),
        (ImageFormat.Png, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]),
        (ImageFormat.Gif, [.. "GIF87a"u8]),
        (ImageFormat.Gif, [.. "GIF89a"u8]),
        (ImageFormat.Tiff, [(byte)'I', (byte)'I', 42, 0]),
        (ImageFormat.Tiff, [(byte)'M', (byte)'M', 0, 42]),
        (ImageFormat.Tiff, [(byte)'I', (byte)'I', 43, 0]), // BigTIFF
        (ImageFormat.Tiff, [(byte)'M', (byte)'M', 0, 43]),
    ];

    /// <param name="start">The first <see cref="Length"/> bytes, or the whole of a shorter file.</param>
    /// <exception cref="ImageException">The file is empty, ends inside the signature, or has none of the formats.</exception>
    public static ImageFormat Detect(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
        {
            throw ImageException.Empty();
        }

        foreach (var (format, magic) in Magics)
        {
            if (start.StartsWith(magic))
            {
                return format;
            }

            // A single ASCII letter is a text, not an incomplete picture; a byte that no text starts with may be one.
            if (magic.AsSpan().StartsWith(start) && (start.Length > 1 || start[0] >= 0x80))
            {
                throw ImageException.Truncated();
            }
        }

        return IsWebP(start) ? ImageFormat.WebP
            : IsAvif(start) ? ImageFormat.Avif
            : IsBmp(start) ? ImageFormat.Bmp
            : throw ImageException.Unsupported();
    }

    private static bool IsWebP(ReadOnlySpan<byte> start) =>
        start.StartsWith("RIFF"u8) && (start.Length < 12 ? throw ImageException.Truncated() : start[8..].StartsWith("WEBP"u8));

    // ISO 14496-12: a box "ftyp" whose major or compatible brands name AVIF. HEIC has the same structure and other brands.
    private static bool IsAvif(ReadOnlySpan<byte> start)
    {
        if (start.Length < 12 || !start[4..].StartsWith("ftyp"u8))
        {
            return false;
        }

        var end = Math.Min(start.Length, (start[2] << 8) | start[3]);
        for (var at = 8; at + 4 <= end; at += 4)
        {
            if (at != 12 && (start[at..].StartsWith("avif"u8) || start[at..].StartsWith("avis"u8)))
            {
                return true;
            }
        }

        return false;
    }

    // Many texts begin with "BM"; the size of the second header, at offset 14, has only a few valid values.
    private static bool IsBmp(ReadOnlySpan<byte> start)
    {
        if (!start.StartsWith("BM"u8))
        {
            return false;
        }

        return start.Length < 18
            ? throw ImageException.Truncated()
            : start[14] is 12 or 16 or 40 or 52 or 56 or 64 or 108 or 124 && start[15] == 0 && start[16] == 0 && start[17] == 0;
    }
}
