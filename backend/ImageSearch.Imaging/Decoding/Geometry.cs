using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging.Decoding;

/// <summary>Cutting and scaling.</summary>
internal static class Geometry
{
    // A larger reduction averages whole pixels first and leaves this much or more to the kernel. With many more taps libvips' 8 bit
    // arithmetic loses accuracy, with fewer the average shows: against an exact triangle 3 is the best, under half a level off.
    private const double Gap = 3;

    public static VipsImage Cut(VipsImage image, Box part) => part == Box.All(image.Width, image.Height)
        ? image.Share()
        : new VipsOperation("extract_area")
            .With("input", image).With("left", part.X).With("top", part.Y).With("width", part.Width).With("height", part.Height).ToImage();

    /// <summary>A part of a picture that may have shrunk while it was loaded: whole pixels about the same centre as the true edges.</summary>
    /// <param name="loaded">All of the picture.</param>
    /// <param name="part">Counted in the pixels that the file has.</param>
    /// <param name="width">Of the whole picture in the file.</param>
    /// <param name="height">Of the whole picture in the file.</param>
    public static LoadedPixels Cut(LoadedPixels loaded, Box part, int width, int height)
    {
        var (shrinkX, shrinkY) = (width / loaded.Width, height / loaded.Height);
        var (left, right) = Centred(part.X / shrinkX, (part.X + part.Width) / shrinkX);
        var (top, bottom) = Centred(part.Y / shrinkY, (part.Y + part.Height) / shrinkY);
        using var covered = Cover(loaded.Image, right, bottom);
        return new(Cut(covered, new Box(left, top, right - left, bottom - top)), part.Width / shrinkX, part.Height / shrinkY);
    }

    /// <summary>
    /// To exactly this size, each axis by itself: down with the kernel as wide as the reduction, up by interpolation between
    /// neighbours. The exact size is the one that the image stands for, see <see cref="LoadedPixels"/>.
    /// </summary>
    public static VipsImage Resize(VipsImage image, double exactWidth, double exactHeight, int width, int height, Kernel kernel)
    {
        using var lower = Reduce(image, "reducev", "vshrink", image.Height, exactHeight, height, kernel);
        using var reduced = Reduce(lower, "reduceh", "hshrink", image.Width, exactWidth, width, kernel);
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

    // libvips rounds the size of its result and keeps it centred on what it was given.
    private static VipsImage Reduce(VipsImage image, string operation, string factor, int pixels, double exact, int target, Kernel kernel)
    {
        var shrink = (int)Math.Round(pixels / (exact / target)) == target ? exact / target : (double)pixels / target;
        return shrink > 1
            ? new VipsOperation(operation).With("in", image).With(factor, shrink).With("kernel", kernel).With("gap", Gap).ToImage()
            : image.Share();
    }

    // Pixels are areas, so their centres are at halves: x' + 0.5 = scale * (x + 0.5). vips_resize enlarges corner to corner.
    private static VipsImage Enlarge(VipsImage image, int width, int height) => new VipsOperation("affine")
        .With("in", image).With("matrix", [(double)width / image.Width, 0, 0, (double)height / image.Height])
        .With("idx", 0.5).With("idy", 0.5).With("odx", -0.5).With("ody", -0.5)
        .WithInts("oarea", [0, 0, width, height]).With("extend", Extend.Copy).ToImage();

    // From the pixel in which the part starts to where both together have the part's centre, give or take a quarter of a pixel.
    private static (int From, int To) Centred(double start, double end)
    {
        var from = (int)Math.Floor(start + 1e-9);
        return (from, Math.Max(from + 1, (int)Math.Round(start + end) - from));
    }

    // Loaders drop the last, incomplete column and row; repeating their neighbours comes closest.
    private static VipsImage Cover(VipsImage image, int width, int height) => width <= image.Width && height <= image.Height
        ? image.Share()
        : new VipsOperation("embed").With("in", image).With("x", 0).With("y", 0).With("extend", Extend.Copy)
            .With("width", Math.Max(width, image.Width)).With("height", Math.Max(height, image.Height)).ToImage();
}
