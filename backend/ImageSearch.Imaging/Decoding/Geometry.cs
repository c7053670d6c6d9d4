using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging.Decoding;

/// <summary>Cutting and scaling.</summary>
internal static class Geometry
{
    /// <summary>Where a part of the whole picture lies after a loader has shrunk it, to the nearest pixel.</summary>
    public static Box Scaled(Box part, int width, int height, int loadedWidth, int loadedHeight)
    {
        if (width == loadedWidth && height == loadedHeight)
        {
            return part;
        }

        var fractions = new CropRegion(
            (double)part.X / width, (double)part.Y / height, (double)part.Width / width, (double)part.Height / height);
        return Box.Of(fractions, loadedWidth, loadedHeight);
    }

    public static VipsImage Cut(VipsImage image, Box part) => new VipsOperation("extract_area")
        .With("input", image).With("left", part.X).With("top", part.Y).With("width", part.Width).With("height", part.Height).ToImage();

    /// <summary>
    /// To exactly this size. Reductions of four and more are averaged over whole pixels down to between two and four first, the
    /// rest is filtered with the kernel as wide as the reduction.
    /// </summary>
    public static VipsImage Resize(VipsImage image, int width, int height, Kernel kernel)
    {
        using var resized = new VipsOperation("resize").With("in", image)
            .With("scale", (double)width / image.Width).With("vscale", (double)height / image.Height).With("kernel", kernel).ToImage();

        // Rounding inside libvips could be off by a pixel one day; a wrong size must not become a wrong crop.
        return resized.Width == width && resized.Height == height
            ? resized.Share()
            : throw new InvalidOperationException($"Asked for {width} x {height}, libvips made {resized.Width} x {resized.Height}");
    }
}
