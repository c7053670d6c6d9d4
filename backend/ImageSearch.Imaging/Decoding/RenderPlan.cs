using ImageSearch.Imaging.Headers;
using ImageSearch.Imaging.Resampling;

namespace ImageSearch.Imaging.Decoding;

/// <summary>How to crop and scale a picture, in the orientation in which it is stored.</summary>
/// <param name="Source">The part to use, in stored pixels.</param>
/// <param name="Width">The width that the part is scaled to.</param>
/// <param name="Height">The height that the part is scaled to.</param>
/// <param name="Window">The area of the scaled part to keep.</param>
/// <param name="Kernel">How to scale.</param>
internal sealed record RenderPlan(Box Source, int Width, int Height, Box Window, Kernel Kernel)
{
    // A part whose longer side is more than this many times its shorter side is cropped first; scaled up, it would take too much memory.
    private const int LongestUseful = 16;

    /// <summary>The factor by which a loader may shrink; the resampling still gets twice as many pixels as it outputs.</summary>
    public double Shrink => Math.Max(1, Math.Min((double)Source.Width / Width, (double)Source.Height / Height) / 2);

    /// <summary>
    /// Scales the shorter side to resize pixels and crops the central crop x crop square, like torchvision's Resize and CenterCrop.
    /// </summary>
    public static RenderPlan Square(StoredHeader header, CropRegion? region, int resize, int crop)
    {
        var part = Upright(header, region);
        var shorter = Math.Min(part.Width, part.Height);
        var longest = (int)Math.Min(int.MaxValue, (long)shorter * LongestUseful);
        if (part.Width > longest)
        {
            part = part with { X = part.X + ((part.Width - longest) / 2), Width = longest };
        }
        else if (part.Height > longest)
        {
            part = part with { Y = part.Y + ((part.Height - longest) / 2), Height = longest };
        }

        var width = (int)((long)resize * part.Width / shorter);
        var height = (int)((long)resize * part.Height / shorter);
        var window = new Box((int)Math.Round((width - crop) / 2.0), (int)Math.Round((height - crop) / 2.0), crop, crop);
        return Stored(header, part, width, height, window, Kernel.Triangle);
    }

    /// <summary>The whole part at its own size.</summary>
    public static RenderPlan Full(StoredHeader header, CropRegion? region)
    {
        var part = Upright(header, region);
        return Stored(header, part, part.Width, part.Height, Box.All(part.Width, part.Height), Kernel.Triangle);
    }

    /// <summary>The whole picture with its longer side at most size pixels.</summary>
    public static RenderPlan Fit(StoredHeader header, int size)
    {
        var part = Upright(header, null);
        var scale = Math.Min(1, (double)size / Math.Max(part.Width, part.Height));
        var width = Math.Max(1, (int)Math.Round(part.Width * scale));
        var height = Math.Max(1, (int)Math.Round(part.Height * scale));
        return Stored(header, part, width, height, Box.All(width, height), Kernel.Lanczos3);
    }

    private static Box Upright(StoredHeader header, CropRegion? region)
    {
        var (width, height) = header.Orientation.Upright(header.Width, header.Height);
        return region is { } part ? Box.Of(part, width, height) : Box.All(width, height);
    }

    private static RenderPlan Stored(StoredHeader header, Box part, int width, int height, Box window, Kernel kernel)
    {
        var (storedWidth, storedHeight) = header.Orientation.Upright(width, height);
        return new RenderPlan(
            header.Orientation.ToStored(part, header.Width, header.Height),
            storedWidth,
            storedHeight,
            header.Orientation.ToStored(window, storedWidth, storedHeight),
            kernel);
    }
}
