namespace ImageSearch.Imaging.Headers;

/// <summary>A header as the file has it: width and height before the picture is turned upright.</summary>
internal sealed record StoredHeader(ImageFormat Format, int Width, int Height)
{
    public int Frames { get; init; } = 1;

    public Orientation Orientation { get; init; } = Orientation.Normal;

    /// <summary>An ICC profile is embedded; whether it can be used, the decoder finds out.</summary>
    public bool HasProfile { get; init; }

    /// <summary>Cyan, magenta, yellow and black instead of red, green and blue.</summary>
    public bool HasInks { get; init; }

    /// <summary>Its decoder writes a whole frame: an interlaced PNG, or run length code that jumps about.</summary>
    public bool NeedsFrame { get; init; }

    /// <summary>Bytes that the format's decoder must hold besides rows and the frame that it writes to.</summary>
    public long DecoderBytes { get; init; }

    /// <summary>Fewer bytes than these cannot hold all of the picture.</summary>
    public long FewestBytes { get; init; }

    public ImageHeader ToUpright()
    {
        var (width, height) = Orientation.Upright(Width, Height);
        return new ImageHeader(Format, width, height, Frames);
    }
}
