using System.Buffers.Binary;
using ImageSearch.Imaging.Decoding;

namespace ImageSearch.Imaging.Bmp;

/// <summary>
/// Everything before the pixels of a BMP file: OS/2 1.x (12 bytes), OS/2 2.x (16 or 64), Windows 3 (40), with masks (52, 56),
/// V4 (108) and V5 (124), after Microsoft's "Bitmap Storage". Every number is checked; no allocation depends on any of them.
/// </summary>
internal sealed record BmpHeader(
    int Width, int Height, bool TopDown, int BitsPerPixel, BmpCompression Compression, long PixelOffset, BmpMasks Masks, byte[] Palette)
{
    private const int FileHeaderLength = 14;
    private const int LongestInfo = 124;

    /// <summary>Bytes of an uncompressed row, which ends on a multiple of four.</summary>
    public long Stride => (((long)Width * BitsPerPixel) + 31) / 32 * 4;

    public bool IsRunLength => Compression is BmpCompression.Rle4 or BmpCompression.Rle8;

    /// <exception cref="ImageException">Cut off within the header, damaged, or a variant that is not read.</exception>
    public static BmpHeader Read(PictureBytes file)
    {
        Span<byte> start = stackalloc byte[FileHeaderLength + LongestInfo + 16];
        start.Clear();
        var available = file.Read(0, start);
        var info = start[FileHeaderLength..];
        var infoLength = BinaryPrimitives.ReadInt32LittleEndian(info);
        if (infoLength is < 12 or > LongestInfo || available < FileHeaderLength + infoLength)
        {
            throw ImageException.Truncated();
        }

        var old = infoLength == 12;
        var width = old ? BinaryPrimitives.ReadUInt16LittleEndian(info[4..]) : BinaryPrimitives.ReadInt32LittleEndian(info[4..]);
        var height = old ? BinaryPrimitives.ReadUInt16LittleEndian(info[6..]) : BinaryPrimitives.ReadInt32LittleEndian(info[8..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(info[(old ? 10 : 14)..]);
        var compression = infoLength >= 20 ? (BmpCompression)BinaryPrimitives.ReadInt32LittleEndian(info[16..]) : BmpCompression.None;
        if (width <= 0 || height is 0 or int.MinValue)
        {
            throw ImageException.Truncated();
        }

        CheckVariant(bits, compression, infoLength);
        var colours = infoLength >= 36 ? BinaryPrimitives.ReadUInt32LittleEndian(info[32..]) : 0;
        var masks = BmpMasks.Read(info, infoLength, bits, compression);
        var paletteStart = FileHeaderLength + infoLength + (infoLength == 40 ? BmpMasks.BytesAfterHeader(compression) : 0);
        var palette = bits <= 8 ? ReadPalette(file, paletteStart, bits, colours, entryLength: old ? 3 : 4) : [];
        var pixels = BinaryPrimitives.ReadUInt32LittleEndian(start[10..]);
        return pixels < FileHeaderLength + infoLength
            ? throw ImageException.Truncated()
            : new BmpHeader(width, Math.Abs(height), height < 0, bits, compression, pixels, masks, palette);
    }

    private static void CheckVariant(int bits, BmpCompression compression, int infoLength)
    {
        // In OS/2 2.x headers 3 is a fax code and 4 a 24 bit run length code; in Windows' 4 and 5 are whole JPEG and PNG files.
        var readable = compression switch
        {
            BmpCompression.None => bits is 1 or 4 or 8 or 16 or 24 or 32,
            BmpCompression.Rle8 => bits == 8,
            BmpCompression.Rle4 => bits == 4,
            BmpCompression.BitFields or BmpCompression.AlphaBitFields => bits is 16 or 32 && infoLength is not (16 or 64),
            _ => false,
        };
        if (!readable)
        {
            throw ImageException.UnsupportedVariant(ImageFormat.Bmp, $"{bits} bits a pixel with compression {(int)compression}");
        }
    }

    // 256 RGB triplets; numbers without an entry are black.
    private static byte[] ReadPalette(PictureBytes file, int start, int bits, uint colours, int entryLength)
    {
        var most = 1 << bits;
        var count = colours == 0 || colours > most ? most : (int)colours;
        Span<byte> entries = stackalloc byte[256 * 4];
        entries = entries[..(count * entryLength)];
        entries = entries[..file.Read(start, entries)];
        var palette = new byte[256 * 3];
        for (var i = 0; (i + 1) * entryLength <= entries.Length; i++)
        {
            var entry = entries.Slice(i * entryLength, 3);
            (palette[i * 3], palette[(i * 3) + 1], palette[(i * 3) + 2]) = (entry[2], entry[1], entry[0]);
        }

        return palette;
    }
}
