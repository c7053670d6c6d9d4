using NetVips;

namespace ImageSearch.Tests.Imaging;

/// <summary>Picture files made during the tests, so that no test depends on other files. All are deterministic.</summary>
internal static class TestImages
{
    private const Enums.ForeignKeep None = Enums.ForeignKeep.None;

    public static byte[] Jpeg(int width, int height, int seed, int quality = 85) =>
        Rgb(width, height, seed).To(image => image.JpegsaveBuffer(q: quality, keep: None));

    public static byte[] ProgressiveJpeg(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => image.JpegsaveBuffer(interlace: true, keep: None));

    public static byte[] GreyJpeg(int width, int height, byte level) =>
        Flat(width, height, level).To(image => image.JpegsaveBuffer(keep: None));

    /// <summary>Cyan, magenta, yellow and black ink, 0 to 255 each, without a profile (as Adobe writes it: inverted).</summary>
    public static byte[] CmykJpeg(int width, int height, byte cyan = 0, byte magenta = 255, byte yellow = 255, byte black = 0) =>
        Flat(width, height, cyan, magenta, yellow, black).As(Enums.Interpretation.Cmyk)
            .To(image => image.JpegsaveBuffer(q: 95, keep: None));

    /// <summary>A JPEG whose stored pixels are width x height and whose EXIF says how to turn them (1 to 8).</summary>
    public static byte[] JpegWithOrientation(int orientation, int width = 120, int height = 80, int seed = 1) =>
        Exif.WithOrientation(Jpeg(width, height, seed, quality: 95), orientation);

    public static byte[] Png(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => image.PngsaveBuffer(keep: None));

    public static byte[] InterlacedPng(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => image.PngsaveBuffer(interlace: true, keep: None));

    /// <summary>Up to 256 colours, by number.</summary>
    public static byte[] PalettePng(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => image.PngsaveBuffer(palette: true, keep: None));

    /// <summary>16 bits a channel.</summary>
    public static byte[] Png16(int width, int height, int seed)
    {
        using var deep = Rgb(width, height, seed).To(image => image.Colourspace(Enums.Interpretation.Rgb16));
        return deep.PngsaveBuffer(keep: None);
    }

    public static byte[] Gif(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => image.GifsaveBuffer(keep: None));

    public static byte[] AnimatedGif(int frames, int width = 64, int height = 48, int seed = 1) =>
        Strip(frames, width, height, seed).To(image => image.GifsaveBuffer(keep: None));

    public static byte[] WebP(int width, int height, int seed, bool lossless = false) =>
        Rgb(width, height, seed).To(image => image.WebpsaveBuffer(lossless: lossless, keep: None));

    public static byte[] AnimatedWebP(int frames, int width = 64, int height = 48, int seed = 1, bool lossless = false) =>
        Strip(frames, width, height, seed).To(image => image.WebpsaveBuffer(lossless: lossless, keep: None));

    public static byte[] Tiff(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => image.TiffsaveBuffer(keep: None));

    public static byte[] MultiPageTiff(int pages, int width = 64, int height = 48, int seed = 1) =>
        Strip(pages, width, height, seed).To(image => image.TiffsaveBuffer(keep: None));

    public static byte[] Avif(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => image.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, effort: 0, keep: None));

    /// <summary>24 bits a pixel, bottom row first.</summary>
    public static byte[] Bmp(int width, int height, int seed) => BmpFiles.Rgb24(width, height, Painting.Rgb(width, height, seed));

    /// <summary>One colour with alpha (4 bytes), grey with alpha (2), RGB (3) or grey (1).</summary>
    public static byte[] FlatPng(int width, int height, params byte[] colour) =>
        Flat(width, height, colour).To(image => image.PngsaveBuffer(keep: None));

    /// <summary>A few bytes that claim to be a picture of any size.</summary>
    public static byte[] HugePng(int width, int height) => PngBytes.HeaderOnly(width, height);

    /// <summary>The first part of a file; fraction is 0 to 1.</summary>
    public static byte[] Truncated(byte[] file, double fraction) => file[..(int)(file.Length * fraction)];

    internal static Canvas Rgb(int width, int height, int seed) => new(width, height, 3, Painting.Rgb(width, height, seed));

    internal static Canvas Flat(int width, int height, params byte[] colour) =>
        new(width, height, colour.Length, Painting.Flat(width, height, colour));

    // Frames are stacked; frame i is painted with seed + i.
    private static Canvas Strip(int frames, int width, int height, int seed)
    {
        var pixels = Enumerable.Range(0, frames).SelectMany(i => Painting.Rgb(width, height, seed + i)).ToArray();
        return new Canvas(width, height * frames, 3, pixels) { PageHeight = height };
    }
}
