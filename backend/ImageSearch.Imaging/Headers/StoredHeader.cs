namespace ImageSearch.Imaging.Headers;

/// <summary>A header as stored: width and height before the picture is turned upright.</summary>
internal sealed record StoredHeader(ImageFormat Format, int Width, int Height)
{
    public int Frames { get; init; } = 1;

    public Orientation Orientation { get; init; } = Orientation.Normal;

    /// <summary>Whether an ICC profile is embedded; the decoder finds out whether it is usable.</summary>
    public bool HasProfile { get; init; }

    /// <summary>Whether the colours are cyan, magenta, yellow and black instead of red, green and blue.</summary>
    public bool HasInks { get; init; }

    /// <summary>Whether the decoder writes a whole frame: an interlaced PNG, or a run-length code that skips pixels.</summary>
    public bool NeedsFrame { get; init; }

    /// <summary>Bytes that the format's decoder holds in addition to the rows and its output frame.</summary>
    public long DecoderBytes { get; init; }

    /// <summary>The smallest file size in bytes that can contain the whole picture.</summary>
    public long FewestBytes { get; init; }

    public ImageHeader ToUpright()
    {
        var (width, height) = Orientation.Upright(Width, Height);
        return new ImageHeader(Format, width, height, Frames);
    }
}
