namespace ImageSearch.Imaging.Headers;

/// <summary>A rectangle of whole pixels.</summary>
internal readonly record struct Box(int X, int Y, int Width, int Height)
{
    public static Box All(int width, int height) => new(0, 0, width, height);

    /// <summary>The pixels of a region: its edges are rounded to whole pixels; at least one pixel, always inside the picture.</summary>
    public static Box Of(CropRegion region, int width, int height)
    {
        var (x, w) = Span(region.X, region.Width, width);
        var (y, h) = Span(region.Y, region.Height, height);
        return new Box(x, y, w, h);
    }

    private static (int Start, int Length) Span(double start, double length, int whole)
    {
        var from = Math.Clamp((int)Math.Round(start * whole), 0, whole - 1);
        var to = Math.Clamp((int)Math.Round((start + length) * whole), from + 1, whole);
        return (from, to - from);
    }
}
