using System.Buffers.Binary;
using System.Numerics;

namespace ImageSearch.Imaging.Bmp;

/// <summary>Which bits of a 16 or 32 bit pixel are which channel. A pixel has alpha only where the file gives a mask for it.</summary>
internal readonly record struct BmpMasks(uint Red, uint Green, uint Blue, uint Alpha)
{
    private const int MasksInHeader = 52;
    private const int AlphaInHeader = 56;

    /// <summary>Bytes of masks between a 40 byte header and what follows it.</summary>
    public static int BytesAfterHeader(BmpCompression compression) => compression switch
    {
        BmpCompression.BitFields => 12,
        BmpCompression.AlphaBitFields => 16,
        _ => 0,
    };

    /// <param name="info">The info header, its masks and at least 16 more bytes.</param>
    /// <param name="infoLength">Its length by its own account.</param>
    /// <param name="bits">Bits a pixel.</param>
    /// <param name="compression">Only bit fields have masks; all else has the usual order.</param>
    public static BmpMasks Read(ReadOnlySpan<byte> info, int infoLength, int bits, BmpCompression compression)
    {
        if (compression is not (BmpCompression.BitFields or BmpCompression.AlphaBitFields))
        {
            return bits == 16 ? new(0x7C00, 0x03E0, 0x001F, 0) : new(0xFF0000, 0xFF00, 0xFF, 0);
        }

        // Right behind the first 40 bytes in both cases, whether the header counts them as its own or not.
        var hasAlpha = infoLength >= AlphaInHeader || (infoLength < MasksInHeader && compression == BmpCompression.AlphaBitFields);
        return new(
            BinaryPrimitives.ReadUInt32LittleEndian(info[40..]),
            BinaryPrimitives.ReadUInt32LittleEndian(info[44..]),
            BinaryPrimitives.ReadUInt32LittleEndian(info[48..]),
            hasAlpha ? BinaryPrimitives.ReadUInt32LittleEndian(info[52..]) : 0);
    }

    /// <summary>The pixel laid over white, as 8 bit RGB.</summary>
    public void ToRgb(uint pixel, Span<byte> rgb)
    {
        var alpha = Alpha == 0 ? 255 : Channel(pixel, Alpha);
        rgb[0] = OverWhite(Channel(pixel, Red), alpha);
        rgb[1] = OverWhite(Channel(pixel, Green), alpha);
        rgb[2] = OverWhite(Channel(pixel, Blue), alpha);
    }

    private static int Channel(uint pixel, uint mask)
    {
        if (mask == 0)
        {
            return 0;
        }

        var shift = BitOperations.TrailingZeroCount(mask);
        ulong most = mask >> shift;
        return (int)(((((ulong)(pixel & mask) >> shift) * 255) + (most / 2)) / most);
    }

    private static byte OverWhite(int level, int alpha) => (byte)(((level * alpha) + (255 * (255 - alpha)) + 127) / 255);
}
