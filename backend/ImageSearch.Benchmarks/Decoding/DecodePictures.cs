using ImageSearch.Imaging;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Benchmarks.Decoding;

/// <summary>JPEG files to decode.</summary>
internal static class DecodePictures
{
    // Noise like a camera's: smooth paintings would decode faster than photographs.
    private const double Grain = 8;

    /// <summary>Files of about 0.2 megapixels in a folder and its subfolders, sorted by name.</summary>
    public static IReadOnlyList<string> In(string? folder, int count) => string.IsNullOrEmpty(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(IsSmall).Take(count)];

    /// <summary>Paintings with noise; those of an earlier run are used again.</summary>
    public static IReadOnlyList<string> Make(string folder, int width, int height, int count)
    {
        Directory.CreateDirectory(folder);
        var paths = Enumerable.Range(0, count).Select(seed => Path.Combine(folder, $"{width}x{height}-{seed:D2}.jpg")).ToList();
        foreach (var (path, seed) in paths.Select((path, seed) => (path, seed)).Where(picture => !File.Exists(picture.path)))
            File.WriteAllBytes(path, Encode(width, height, seed));
        return paths;
    }

    private static bool IsSmall(string path)
    {
        var header = ImageReader.ReadHeader(path, ImageLimits.Default);
        return header is { Width: 400, Height: >= 520 and <= 540 };
    }

    private static byte[] Encode(int width, int height, int seed)
    {
        var (pixels, random) = (Painting.Rgb(width, height, seed), new Random(seed));
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Clamp(pixels[i] + ((random.NextDouble() + random.NextDouble() - 1) * Grain * 2), 0, 255);
        return new Canvas(width, height, 3, pixels).To(image => image.JpegsaveBuffer(q: 85, keep: NetVips.Enums.ForeignKeep.None));
    }
}
