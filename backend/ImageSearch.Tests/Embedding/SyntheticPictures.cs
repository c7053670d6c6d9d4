using ImageSearch.Imaging;

namespace ImageSearch.Tests.Embedding;

/// <summary>Pictures painted from their names instead of decoded: the same name gives the same pixels.</summary>
internal static class SyntheticPictures
{
    public const string White = "white";
    public const string Black = "black";
    public const string Grey = "grey";

    /// <summary>Has the shape of the embedder's decoder.</summary>
    public static RgbImage Decode(string path, int resize, int crop, CropRegion? region) => new(crop, crop, Paint(Path.GetFileName(path), crop));

    public static byte[] Paint(string name, int size)
    {
        var pixels = new byte[3 * size * size];
        var seed = name.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)) & 0xffff;
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = name switch
            {
                White => 255,
                Black => 0,
                Grey => 128,
                _ => Stripe(i / 3 / size, i / 3 % size, i % 3, seed),
            };
        }

        return pixels;
    }

    /// <summary>A colour from the name, with diagonal ramps over it whose slope comes from the name too.</summary>
    private static byte Stripe(int row, int column, int channel, int seed)
    {
        var shade = (seed >> (4 * channel) & 15) * 12;
        var wave = ((row * (1 + (seed % 5))) + (column * (1 + (seed % 3)))) & 63;
        return (byte)(shade + wave);
    }
}
