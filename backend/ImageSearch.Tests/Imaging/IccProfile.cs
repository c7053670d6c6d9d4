using System.Buffers.Binary;
using System.Text;

namespace ImageSearch.Tests.Imaging;

/// <summary>ICC profiles of three primaries and a gamma (ICC.1:2001-04, matrix/TRC input profile).</summary>
internal static class IccProfile
{
    private const int HeaderLength = 128;
    private const int TagLength = 12;

    /// <summary>Adobe RGB (1998): its primaries adapted to D50, and its gamma of 563/256.</summary>
    public static byte[] AdobeRgb { get; }
        = Make([(0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)], 563.0 / 256);

    private static byte[] Make((double X, double Y, double Z)[] primaries, double gamma)
    {
        byte[] curve = [.. Text("curv"), 0, 0, 0, 0, 0, 0, 0, 1, (byte)(int)gamma, (byte)Math.Round((gamma - (int)gamma) * 256), 0, 0];
        (string Name, byte[] Data)[] tags =
        [
            ("desc", [.. Text("desc"), 0, 0, 0, 0, 0, 0, 0, 5, .. Text("Test"), .. new byte[79]]),
            ("cprt", [.. Text("text"), 0, 0, 0, 0, .. Text("CC0"), 0]),
            ("wtpt", Xyz(0.9642, 1, 0.8249)),
            ("rXYZ", Xyz(primaries[0].X, primaries[0].Y, primaries[0].Z)),
            ("gXYZ", Xyz(primaries[1].X, primaries[1].Y, primaries[1].Z)),
            ("bXYZ", Xyz(primaries[2].X, primaries[2].Y, primaries[2].Z)),
            ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ];
        var (table, data) = (new List<byte>(Number(tags.Length)), new List<byte>());
        foreach (var (name, tag) in tags)
        {
            var at = HeaderLength + 4 + (tags.Length * TagLength) + data.Count;
            table.AddRange([.. Text(name), .. Number(at), .. Number(tag.Length)]);
            data.AddRange(tag);
            data.AddRange(new byte[(4 - (tag.Length % 4)) % 4]);
        }

        var header = new byte[HeaderLength];
        Number(HeaderLength + table.Count + data.Count).CopyTo(header, 0);
        (header[8], header[9]) = (2, 0x40);
        Text("mntrRGB XYZ ").CopyTo(header, 12);
        Text("acsp").CopyTo(header, 36);
        Xyz(0.9642, 1, 0.8249)[8..].CopyTo(header, 68);
        return [.. header, .. table, .. data];
    }

    private static byte[] Xyz(double x, double y, double z) => [.. Text("XYZ "), 0, 0, 0, 0, .. Fixed(x), .. Fixed(y), .. Fixed(z)];

    private static byte[] Fixed(double value) => Number((int)Math.Round(value * 65536));

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);
}
