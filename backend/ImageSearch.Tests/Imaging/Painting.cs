namespace ImageSearch.Tests.Imaging;

/// <summary>Pixels to put into test files: a two-colour ramp under a few discs and boxes, all drawn from a seed.</summary>
internal static class Painting
{
    /// <summary>RGB, row by row, width x height x 3 bytes. The same seed gives the same picture at any size; other seeds look different.</summary>
    public static byte[] Rgb(int width, int height, int seed)
    {
        var random = new Random(seed);
        var (from, to) = (Colour(random), Colour(random));
        var shapes = Enumerable.Range(0, 6).Select(_ => Shape.Draw(random)).ToArray();
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (u, v) = ((x + 0.5) / width, (y + 0.5) / height);
                var shape = Array.FindLast(shapes, s => s.Covers(u, v));
                for (var band = 0; band < 3; band++)
                {
                    pixels[((y * width + x) * 3) + band] = shape?.Colour[band] ?? (byte)(from[band] + ((to[band] - from[band]) * (u + v) / 2));
                }
            }
        }

        return pixels;
    }

    /// <summary>One colour everywhere, so that the expected pixel value is known for every format.</summary>
    public static byte[] Flat(int width, int height, params byte[] colour)
    {
        var pixels = new byte[width * height * colour.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = colour[i % colour.Length];
        }

        return pixels;
    }

    private static byte[] Colour(Random random)
    {
        var colour = new byte[3];
        random.NextBytes(colour);
        return colour;
    }

    private sealed record Shape(bool Round, double X, double Y, double Size, byte[] Colour)
    {
        public static Shape Draw(Random random) =>
            new(random.Next(2) == 0, random.NextDouble(), random.NextDouble(), 0.08 + (random.NextDouble() * 0.2), Painting.Colour(random));

        public bool Covers(double u, double v)
        {
            var (dx, dy) = (Math.Abs(u - X), Math.Abs(v - Y));
            return Round ? (dx * dx) + (dy * dy) < Size * Size : dx < Size && dy < Size;
        }
    }
}
