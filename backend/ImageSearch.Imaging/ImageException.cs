using System.Globalization;

namespace ImageSearch.Imaging;

/// <summary>Why a file is not accepted as a picture.</summary>
public enum ImageProblem
{
    /// <summary>The file has no bytes.</summary>
    Empty,

    /// <summary>The format is not in <see cref="ImageFormat"/>, or the variant is not supported.</summary>
    Unsupported,

    /// <summary>Incomplete, or damaged so that it cannot be decoded.</summary>
    Truncated,

    /// <summary>Over <see cref="ImageLimits.MaxPixels"/>.</summary>
    TooManyPixels,

    /// <summary>Over <see cref="ImageLimits.MaxFrames"/>.</summary>
    TooManyFrames,
}

/// <summary>A file cannot be used as a picture. The message is a sentence for the user who sent it.</summary>
public sealed class ImageException : Exception
{
    private ImageException(ImageProblem problem, string message, Exception? inner = null)
        : base(message, inner) => Problem = problem;

    public ImageProblem Problem { get; }

    /// <summary>The exceeded limit, in pixels or frames; null for other problems.</summary>
    public long? Limit { get; private init; }

    /// <summary>The value in the file, in the unit of <see cref="Limit"/>.</summary>
    public long? Actual { get; private init; }

    internal static ImageException Empty() =>
        new(ImageProblem.Empty, "The file is empty. Check that it was saved or copied completely, then send it again.");

    internal static ImageException Unsupported() => new(
        ImageProblem.Unsupported,
        "This is not a picture that can be read. Send a JPEG, PNG, GIF, WebP, TIFF, AVIF or BMP file; its content counts, not its name.");

    internal static ImageException UnsupportedVariant(ImageFormat format, string what, Exception? inner = null) => new(
        ImageProblem.Unsupported,
        $"This {format.ApiName().ToUpperInvariant()} file uses {what}, which cannot be read. Save it as PNG or JPEG and send that.",
        inner);

    internal static ImageException Truncated(Exception? inner = null) => new(
        ImageProblem.Truncated,
        "The file is cut off or damaged: not all of the picture can be decoded. Save or download it again, then send it again.",
        inner);

    internal static ImageException TooManyPixels(long width, long height, long limit)
    {
        var actual = (long)Int128.Min((Int128)width * height, long.MaxValue);
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"The picture is {width} x {height} = {actual:N0} pixels; at most {limit:N0} are allowed. Scale it down, then send it again.");
        return new(ImageProblem.TooManyPixels, message) { Limit = limit, Actual = actual };
    }

    internal static ImageException TooManyBytes(long bytes, long limit) => new(
        ImageProblem.Unsupported,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The file has {bytes:N0} bytes; at most {limit:N0} can be read. Save it smaller, then send it again."));

    internal static ImageException TooManyFrames(int frames, int limit)
    {
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"The picture has {frames:N0} frames or pages; at most {limit:N0} are allowed. Save one of them by itself, then send that.");
        return new(ImageProblem.TooManyFrames, message) { Limit = limit, Actual = frames };
    }
}
