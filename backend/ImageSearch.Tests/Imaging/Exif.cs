namespace ImageSearch.Tests.Imaging;

internal static class Exif
{
    /// <summary>Inserts an APP1 segment that contains only the orientation after a JPEG's first two bytes.</summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] tiff =
        [
            (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, // little-endian, first directory at 8
            1, 0, // one entry
            0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, // orientation, one short
            0, 0, 0, 0, // no further directory
        ];
        byte[] name = [.. "Exif\0\0"u8];
        var length = 2 + name.Length + tiff.Length;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. name, .. tiff, .. jpeg[2..]];
    }
}
