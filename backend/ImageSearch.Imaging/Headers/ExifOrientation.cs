using System.Buffers.Binary;

namespace ImageSearch.Imaging.Headers;

/// <summary>Tag 274 of an EXIF block: a TIFF header and its first directory (EXIF 2.3, section 4.5).</summary>
internal static class ExifOrientation
{
    private const int Tag = 274;
    private const int Short = 3;
    private const int MostEntries = 200;

    /// <summary>
    /// Returns Normal if the block has no orientation or is damaged, because damaged metadata must not make a picture unusable.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="start">The offset of the TIFF header.</param>
    /// <param name="end">The end of the block.</param>
    public static Orientation Read(PictureBytes file, long start, long end)
    {
        Span<byte> bytes = stackalloc byte[12];
        if (!TryRead(file, start, end, bytes[..8]) || !(bytes.StartsWith("II"u8) || bytes.StartsWith("MM"u8)))
        {
            return Orientation.Normal;
        }

        var little = bytes[0] == (byte)'I';
        var directory = start + UInt32(bytes[4..], little);
        if (!TryRead(file, directory, end, bytes[..2]))
        {
            return Orientation.Normal;
        }

        var entries = Math.Min(MostEntries, UInt16(bytes, little));
        for (var i = 0; i < entries && TryRead(file, directory + 2 + (i * 12), end, bytes); i++)
        {
            if (UInt16(bytes, little) == Tag && UInt16(bytes[2..], little) == Short)
            {
                return UInt16(bytes[8..], little) is >= 1 and <= 8 and var value ? new Orientation(value) : Orientation.Normal;
            }
        }

        return Orientation.Normal;
    }

    private static bool TryRead(PictureBytes file, long at, long end, Span<byte> bytes) =>
        at + bytes.Length <= end && file.Read(at, bytes) == bytes.Length;

    private static int UInt16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
