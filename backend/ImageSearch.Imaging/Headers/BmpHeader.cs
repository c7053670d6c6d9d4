using System.Buffers.Binary;

namespace ImageSearch.Imaging.Headers;

/// <summary>
/// Everything before the pixels of a BMP file: OS/2 1.x (12 bytes), OS/2 2.x (16 or 64), Windows 3 (40), with masks (52, 56),
/// V4 (108) and V5 (124), after Microsoft's "Bitmap Storage".
/// </summary>
internal static class BmpHeader
{
    private const int FileHeaderLength = 14;
    private const int LongestInfo = 124;

    // The Compression member of a BITMAPINFOHEADER.
    private const int Plain = 0;
    private const int Rle8 = 1;
    private const int Rle4 = 2;
    private const int BitFields = 3;

    // A run of RLE code is two bytes for 255 pixels at most.
    private const int LongestRun = 255;
    private const int RunBytes = 2;

    /// <exception cref="ImageException">The header is incomplete or damaged, or the variant is not supported.</exception>
    public static StoredHeader Read(PictureBytes file)
    {
        Span<byte> start = stackalloc byte[FileHeaderLength + LongestInfo];
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
        var compression = infoLength >= 20 ? BinaryPrimitives.ReadInt32LittleEndian(info[16..]) : Plain;
        var pixels = BinaryPrimitives.ReadUInt32LittleEndian(start[10..]);
        CheckVariant(bits, compression, infoLength);
        if (width <= 0 || height is 0 or int.MinValue || pixels < FileHeaderLength + infoLength)
        {
            throw ImageException.Truncated();
        }

        var runs = compression is Rle8 or Rle4;
        return new StoredHeader(ImageFormat.Bmp, width, Math.Abs(height))
        {
            // Rows are stored bottom-up unless the height is negative. Whole frames are decoded upright.
            Orientation = height < 0 || runs ? Orientation.Normal : Orientation.BottomUp,
            NeedsFrame = runs,
            FewestBytes = pixels + PixelBytes(width, Math.Abs((long)height), bits, runs),
        };
    }

    // Rows are padded to a multiple of four bytes; the padding of the last row may be missing.
    private static long PixelBytes(long width, long height, int bits, bool runs) => runs
        ? (long)((Int128)width * height / LongestRun * RunBytes)
        : (long)Int128.Min(long.MaxValue / 2, ((Int128)((width * bits) + 31) / 32 * 4 * (height - 1)) + (((width * bits) + 7) / 8));

    private static void CheckVariant(int bits, int compression, int infoLength)
    {
        // In OS/2 2.x headers, 3 is a fax code and 4 a 24-bit run-length code; in Windows headers, 4 and 5 are whole JPEG and PNG files.
        var readable = compression switch
        {
            Plain => bits is 1 or 4 or 8 or 16 or 24 or 32,
            Rle8 => bits == 8,
            Rle4 => bits == 4,
            BitFields => bits is 16 or 32 && infoLength is not (16 or 64),
            _ => false,
        };
        if (!readable)
        {
            throw ImageException.UnsupportedVariant(ImageFormat.Bmp, $"{bits} bits a pixel with compression {compression}");
        }
    }
}
