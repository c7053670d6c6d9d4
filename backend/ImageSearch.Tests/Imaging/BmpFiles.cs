using System.Buffers.Binary;

namespace ImageSearch.Tests.Imaging;

/// <summary>BMP files written by hand, because no available encoder writes all their kinds.</summary>
internal static class BmpFiles
{
    /// <summary>From RGB pixels, top row first, to a 24 bit file, bottom row first, rows padded to four bytes.</summary>
    public static byte[] Rgb24(int width, int height, byte[] rgb)
    {
        var stride = ((width * 3) + 3) / 4 * 4;
        var data = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = rgb.AsSpan(((y * width) + x) * 3, 3);
                var at = ((height - 1 - y) * stride) + (x * 3);
                (data[at], data[at + 1], data[at + 2]) = (pixel[2], pixel[1], pixel[0]);
            }
        }

        return File(Info(width, height, 24), [], data);
    }

    /// <summary>A 40 byte BITMAPINFOHEADER. A negative height means top row first.</summary>
    public static byte[] Info(int width, int height, int bits, int compression = 0, int colours = 0)
    {
        var header = new byte[40];
        BinaryPrimitives.WriteInt32LittleEndian(header, 40);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), height);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(12), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(14), (short)bits);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), compression);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(32), colours);
        return header;
    }

    /// <summary>The 14 byte file header, then the info header, then palette or masks, then the pixels.</summary>
    public static byte[] File(byte[] info, byte[] palette, byte[] pixels)
    {
        var start = 14 + info.Length + palette.Length;
        var header = new byte[14];
        (header[0], header[1]) = ((byte)'B', (byte)'M');
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(2), start + pixels.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(10), start);
        return [.. header, .. info, .. palette, .. pixels];
    }
}
