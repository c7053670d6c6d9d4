using ImageSearch.Imaging.Headers;
using ImageSearch.Imaging.Resampling;

namespace ImageSearch.Imaging.Decoding;

/// <summary>Turns a file into upright RGB pixels. Models, thumbnails and full size share one pipeline; only the plan differs.</summary>
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

    private static unsafe RgbImage Render(PictureBytes file, StoredHeader header, RenderPlan plan)
    {
        using var rows = Decoder.Open(file, header, plan.Shrink);
        using var scaler = Scaler(rows, plan);
        rows.Skip(scaler.Lowest);
        for (var y = scaler.Lowest; y < scaler.Highest;)
        {
            var count = Math.Min(rows.BandRows, scaler.Highest - y);
            var row = rows.Read(count);
            for (var end = y + count; y < end; y++, row += rows.Stride)
            {
                scaler.Add(y, row);
            }
        }

        // All rows are read, even unused ones, so that an incomplete file is refused.
        rows.Skip(rows.Height - scaler.Highest);
        return header.Orientation.Apply(scaler.ToImage());
    }

    private static RowScaler Scaler(PixelRows rows, RenderPlan plan)
    {
        var (part, window) = (plan.Source, plan.Window);
        return new RowScaler(
            new Axis(part.X * rows.ScaleX, part.Width * rows.ScaleX, rows.Width, plan.Width, window.X, window.Width, plan.Kernel),
            new Axis(part.Y * rows.ScaleY, part.Height * rows.ScaleY, rows.Height, plan.Height, window.Y, window.Height, plan.Kernel));
    }

    private static void CheckRegion(CropRegion? region)
    {
        if (region is { IsValid: false })
        {
            throw new ArgumentException($"{region} is not a part of a picture", nameof(region));
        }
    }
}
