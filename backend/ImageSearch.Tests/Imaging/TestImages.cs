using ImageSearch.Imaging.Native;

namespace ImageSearch.Tests.Imaging;

/// <summary>Picture files made on the spot, so that no test depends on files from elsewhere. All are deterministic.</summary>
internal static class TestImages
{
    public static byte[] Jpeg(int width, int height, int seed, int quality = 85) =>
        Rgb(width, height, seed).To(image => Save("jpegsave_buffer", image).With("Q", quality).ToBytes());

    public static byte[] ProgressiveJpeg(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => Save("jpegsave_buffer", image).With("interlace", true).ToBytes());

    public static byte[] GreyJpeg(int width, int height, byte level) =>
        Flat(width, height, level).To(image => Save("jpegsave_buffer", image).ToBytes());

    /// <summary>Cyan, magenta, yellow and black ink, 0 to 255 each, without a profile (as Adobe writes it: inverted).</summary>
    public static byte[] CmykJpeg(int width, int height, byte cyan = 0, byte magenta = 255, byte yellow = 255, byte black = 0) =>
        Flat(width, height, cyan, magenta, yellow, black).As(Interpretation.Cmyk)
            .To(image => Save("jpegsave_buffer", image).With("Q", 95).ToBytes());

    /// <summary>A JPEG whose stored pixels are width x height and whose EXIF says how to turn them (1 to 8).</summary>
    public static byte[] JpegWithOrientation(int orientation, int width = 120, int height = 80, int seed = 1) =>
        Exif.WithOrientation(Jpeg(width, height, seed, quality: 95), orientation);

    public static byte[] Png(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => Save("pngsave_buffer", image).ToBytes());

    public static byte[] InterlacedPng(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => Save("pngsave_buffer", image).With("interlace", true).ToBytes());

    /// <summary>Up to 256 colours, by number.</summary>
    public static byte[] PalettePng(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => Save("pngsave_buffer", image).With("palette", true).ToBytes());

    /// <summary>16 bits a channel.</summary>
    public static byte[] Png16(int width, int height, int seed)
    {
        using var deep = Rgb(width, height, seed).To(image =>
            new VipsOperation("colourspace").With("in", image).With("space", Interpretation.Rgb16).ToImage());
        return Save("pngsave_buffer", deep).ToBytes();
    }

    public static byte[] Gif(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => Save("gifsave_buffer", image).ToBytes());

    public static byte[] AnimatedGif(int frames, int width = 64, int height = 48, int seed = 1) =>
        Strip(frames, width, height, seed).To(image => Save("gifsave_buffer", image).ToBytes());

    public static byte[] WebP(int width, int height, int seed, bool lossless = false) =>
        Rgb(width, height, seed).To(image => Save("webpsave_buffer", image).With("lossless", lossless).ToBytes());

    public static byte[] AnimatedWebP(int frames, int width = 64, int height = 48, int seed = 1) =>
        Strip(frames, width, height, seed).To(image => Save("webpsave_buffer", image).ToBytes());

    public static byte[] Tiff(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => Save("tiffsave_buffer", image).ToBytes());

    public static byte[] MultiPageTiff(int pages, int width = 64, int height = 48, int seed = 1) =>
        Strip(pages, width, height, seed).To(image => Save("tiffsave_buffer", image).ToBytes());

    public static byte[] Avif(int width, int height, int seed) =>
        Rgb(width, height, seed).To(image => Save("heifsave_buffer", image).With("compression", 4).With("effort", 0).ToBytes());

    /// <summary>24 bits a pixel, bottom row first.</summary>
    public static byte[] Bmp(int width, int height, int seed) => BmpFiles.Rgb24(width, height, Painting.Rgb(width, height, seed));

    /// <summary>One colour with alpha (4 bytes), grey with alpha (2), RGB (3) or grey (1).</summary>
    public static byte[] FlatPng(int width, int height, params byte[] colour) =>
        Flat(width, height, colour).To(image => Save("pngsave_buffer", image).ToBytes());

    /// <summary>A few bytes that claim to be a picture of any size.</summary>
    public static byte[] HugePng(int width, int height) => PngBytes.HeaderOnly(width, height);

    /// <summary>The first part of a file; fraction is 0 to 1.</summary>
    public static byte[] Truncated(byte[] file, double fraction) => file[..(int)(file.Length * fraction)];

    internal static VipsOperation Save(string operation, VipsImage image, Keep keep = Keep.None) =>
        new VipsOperation(operation).With("in", image).With("keep", keep);

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
