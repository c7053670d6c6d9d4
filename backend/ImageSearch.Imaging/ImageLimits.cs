namespace ImageSearch.Imaging;

/// <summary>The largest accepted pictures. Checked against the header, before decoding.</summary>
public sealed record ImageLimits
{
    // A frame is indexed with 32-bit numbers, whatever the configured limit.
    private const long MostPixels = int.MaxValue / 4;

    public static ImageLimits Default { get; } = new();

    /// <summary>The most pixels of one frame, width times height.</summary>
    public long MaxPixels { get; init; } = 250_000_000;

    /// <summary>The most frames of an animation or pages of a document.</summary>
    public int MaxFrames { get; init; } = 10_000;

    /// <exception cref="ImageException">The picture is over <see cref="MaxPixels"/>.</exception>
    internal void CheckPixels(long width, long height)
    {
        var most = Math.Min(MaxPixels, MostPixels);
        if (width > 0 && height > most / width)
        {
            throw ImageException.TooManyPixels(width, height, most);
        }
    }
}
