using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging.Decoding;

/// <summary>Cutting and scaling.</summary>
internal static class Geometry
{
    // A larger reduction averages whole pixels first and leaves this much or more to the kernel. With many more taps libvips' 8 bit
    // arithmetic loses accuracy, with fewer the average shows: against an exact triangle 3 is the best, under half a level off.
    private const double Gap = 3;

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

    /// <summary>To exactly this size, each axis by itself: down with the kernel as wide as the reduction, up by interpolation between neighbours.</summary>
    public static VipsImage Resize(VipsImage image, int width, int height, Kernel kernel)
    {
        using var lower = Reduce(image, "reducev", "vshrink", (double)image.Height / height, kernel);
        using var reduced = Reduce(lower, "reduceh", "hshrink", (double)image.Width / width, kernel);
        var resized = reduced.Width == width && reduced.Height == height ? reduced.Share() : Enlarge(reduced, width, height);
        if (resized.Width == width && resized.Height == height)
        {
            return resized;
        }

        // A wrong size must not become a wrong crop.
        using (resized)
        {
            throw new InvalidOperationException($"Asked for {width} x {height}, libvips made {resized.Width} x {resized.Height}");
        }
    }

    private static VipsImage Reduce(VipsImage image, string operation, string factor, double shrink, Kernel kernel) => shrink > 1
        ? new VipsOperation(operation).With("in", image).With(factor, shrink).With("kernel", kernel).With("gap", Gap).ToImage()
        : image.Share();

    // Pixels are areas, so their centres are at halves: x' + 0.5 = scale * (x + 0.5). vips_resize enlarges corner to corner.
    private static VipsImage Enlarge(VipsImage image, int width, int height) => new VipsOperation("affine")
        .With("in", image).With("matrix", [(double)width / image.Width, 0, 0, (double)height / image.Height])
        .With("idx", 0.5).With("idy", 0.5).With("odx", -0.5).With("ody", -0.5)
        .WithInts("oarea", [0, 0, width, height]).With("extend", Extend.Copy).ToImage();
}
