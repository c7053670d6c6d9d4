namespace ImageSearch.Imaging;

/// <summary>What a picture may ask for. Checked against the header, before anything is decoded.</summary>
public sealed record ImageLimits
{
    // A frame is addressed by 32 bit numbers, however generous the limit.
    private const long MostPixels = int.MaxValue / 4;

    public static ImageLimits Default { get; } = new();

    /// <summary>Width times height of one frame.</summary>
    public long MaxPixels { get; init; } = 250_000_000;

    /// <summary>Frames of an animation or pages of a document.</summary>
    public int MaxFrames { get; init; } = 10_000;

    /// <exception cref="ImageException">Over <see cref="MaxPixels"/>.</exception>
    internal void CheckPixels(long width, long height)
    {
        var most = Math.Min(MaxPixels, MostPixels);
        if (width > 0 && height > most / width)
        {
            throw ImageException.TooManyPixels(width, height, most);
        }
    }
}
