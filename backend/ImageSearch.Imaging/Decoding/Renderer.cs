using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging.Decoding;

/// <summary>From a file to upright RGB pixels. One pipeline for models, thumbnails and full size: only the plan differs.</summary>
internal static class Renderer
{
    public static RgbImage Square(PictureBytes file, int resize, int crop, CropRegion? region, ImageLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(crop);
        ArgumentOutOfRangeException.ThrowIfLessThan(resize, crop);
        CheckRegion(region);
        var header = HeaderProbe.Read(file, limits);
        return Render(file, header, RenderPlan.Square(header, region, resize, crop));
    }

    public static RgbImage Full(PictureBytes file, CropRegion? region, ImageLimits limits)
    {
        CheckRegion(region);
        var header = HeaderProbe.Read(file, limits);
        var plan = RenderPlan.Full(header, region);
        var most = Array.MaxLength / 3; // pixels in one array
        return plan.Width <= most / plan.Height
            ? Render(file, header, plan)
            : throw ImageException.TooManyPixels(plan.Width, plan.Height, most);
    }

    public static RgbImage Fit(PictureBytes file, int size, ImageLimits limits)
    {
        var header = HeaderProbe.Read(file, limits);
        return Render(file, header, RenderPlan.Fit(header, size));
    }

    private static RgbImage Render(PictureBytes file, StoredHeader header, RenderPlan plan)
    {
        using var loaded = Open(file, header, plan);
        using var rgb = Compose(loaded, header, plan);
        return header.Orientation.Apply(Compute(rgb));
    }

    private static LoadedPixels Open(PictureBytes file, StoredHeader header, RenderPlan plan)
    {
        try
        {
            return Loader.OpenPixels(file, header, plan.Shrink);
        }
        catch (VipsException e)
        {
            throw ImageException.Truncated(e);
        }
    }

    // Only says what is to be done, no pixel is touched: what fails here is the kind of the picture, not its bytes.
    private static VipsImage Compose(LoadedPixels loaded, StoredHeader header, RenderPlan plan)
    {
        try
        {
            using var part = Geometry.Cut(loaded, plan.Source, header.Width, header.Height);
            using var opaque = Colours.ToOpaque8Bit(part.Image);
            using var resized = Geometry.Resize(opaque, part.Width, part.Height, plan.Width, plan.Height, plan.Kernel);
            using var window = Geometry.Cut(resized, plan.Window);
            using var rgb = Colours.ToSrgb(window);
            return rgb is { Bands: 3, Format: BandFormat.UChar }
                ? rgb.Share()
                : throw ImageException.UnsupportedVariant(header.Format, "channels that are no colours");
        }
        catch (VipsException e)
        {
            throw ImageException.UnsupportedVariant(header.Format, "channels that are no colours", e);
        }
    }

    private static RgbImage Compute(VipsImage rgb)
    {
        try
        {
            return new RgbImage(rgb.Width, rgb.Height, rgb.ToPixels());
        }
        catch (VipsException e)
        {
            throw ImageException.Truncated(e);
        }
    }

    private static void CheckRegion(CropRegion? region)
    {
        if (region is { IsValid: false })
        {
            throw new ArgumentException($"{region} is no part of a picture", nameof(region));
        }
    }
}
