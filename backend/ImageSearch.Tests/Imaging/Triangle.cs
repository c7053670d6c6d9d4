using ImageSearch.Imaging;

namespace ImageSearch.Tests.Imaging;

/// <summary>
/// Resampling as Pillow and torchvision define it, written for readability: a triangle filter as wide as the reduction (at least two source
/// pixels), normalised at the edges. Exact except for the final rounding.
/// </summary>
internal static class Triangle
{
    /// <summary>The shorter side to resize, then the central crop x crop.</summary>
    public static RgbImage Square(RgbImage source, int resize, int crop)
    {
        var shorter = Math.Min(source.Width, source.Height);
        var (width, height) = (resize * source.Width / shorter, resize * source.Height / shorter);
        var (left, top) = ((int)Math.Round((width - crop) / 2.0), (int)Math.Round((height - crop) / 2.0));
        var columns = Enumerable.Range(left, crop).Select(x => Weights(x, width, source.Width)).ToArray();
        var rows = Enumerable.Range(top, crop).Select(y => Weights(y, height, source.Height)).ToArray();

        var narrow = new double[source.Height * crop * 3];
        for (var i = 0; i < narrow.Length; i++)
        {
            var (y, x, band) = (i / (crop * 3), i / 3 % crop, i % 3);
            foreach (var (at, weight) in columns[x])
            {
                narrow[i] += weight * source.Pixels[(((y * source.Width) + at) * 3) + band];
            }
        }

        var pixels = new byte[crop * crop * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (y, rest) = (i / (crop * 3), i % (crop * 3));
            var sum = 0.0;
            foreach (var (at, weight) in rows[y])
            {
                sum += weight * narrow[(at * crop * 3) + rest];
            }

            pixels[i] = (byte)Math.Clamp(Math.Round(sum), 0, 255);
        }

        return new RgbImage(crop, crop, pixels);
    }

    private static (int At, double Weight)[] Weights(int target, int targets, int sources)
    {
        var scale = (double)sources / targets;
        var (centre, support) = ((target + 0.5) * scale, Math.Max(1, scale));
        var taps = Enumerable.Range(0, sources)
            .Select(at => (At: at, Weight: Math.Max(0, 1 - (Math.Abs(at + 0.5 - centre) / support))))
            .Where(tap => tap.Weight > 0).ToArray();
        var sum = taps.Sum(tap => tap.Weight);
        return [.. taps.Select(tap => (tap.At, tap.Weight / sum))];
    }
}
