namespace ImageSearch.Imaging.Headers;

/// <summary>
/// How stored pixels are turned upright, by the eight values of EXIF 2.3, tag 274. From upright to stored: the axes are swapped first (5 to
/// 8), then x and y are mirrored, depending on the value.
/// </summary>
internal readonly record struct Orientation(int Value)
{
    public static Orientation Normal { get; } = new(1);

    /// <summary>The last row is stored first.</summary>
    public static Orientation BottomUp { get; } = new(4);

    public bool SwapsAxes => Value is >= 5 and <= 8;

    private bool MirrorsX => Value is 2 or 3 or 7 or 8;

    private bool MirrorsY => Value is 3 or 4 or 6 or 7;

    /// <summary>Swaps width and height if the picture is rotated by 90 degrees; the same in both directions.</summary>
    public (int Width, int Height) Upright(int width, int height) => SwapsAxes ? (height, width) : (width, height);

    /// <summary>Converts a part of the upright picture to stored pixels.</summary>
    public Box ToStored(Box upright, int storedWidth, int storedHeight)
    {
        var (x, y, width, height) = SwapsAxes
            ? (upright.Y, upright.X, upright.Height, upright.Width)
            : (upright.X, upright.Y, upright.Width, upright.Height);
        return new Box(MirrorsX ? storedWidth - x - width : x, MirrorsY ? storedHeight - y - height : y, width, height);
    }

    /// <summary>Turns pixels upright.</summary>
    public RgbImage Apply(RgbImage stored)
    {
        if (Value == 1)
        {
            return stored;
        }

        var (width, height) = Upright(stored.Width, stored.Height);
        var pixels = GC.AllocateUninitializedArray<byte>(stored.Pixels.Length);
        // The stored index of the upright picture's first pixel, and the index steps to its right and lower neighbours.
        long start = (MirrorsX ? stored.Width - 1 : 0) + ((MirrorsY ? stored.Height - 1 : 0) * (long)stored.Width);
        long stepX = MirrorsX ? -1 : 1;
        long stepY = MirrorsY ? -stored.Width : stored.Width;
        var (right, down) = SwapsAxes ? (stepY, stepX) : (stepX, stepY);
        long to = 0;
        for (var y = 0; y < height; y++)
        {
            var from = (start + (y * down)) * 3;
            for (var x = 0; x < width; x++, from += right * 3, to += 3)
            {
                pixels[to] = stored.Pixels[from];
                pixels[to + 1] = stored.Pixels[from + 1];
                pixels[to + 2] = stored.Pixels[from + 2];
            }
        }

        return new RgbImage(width, height, pixels);
    }
}
