namespace ImageSearch.Imaging.Decoding;

/// <summary>A header as the file has it: width and height before the picture is turned upright.</summary>
internal sealed record StoredHeader(ImageFormat Format, int Width, int Height, int Frames, Orientation Orientation)
{
    public ImageHeader ToUpright()
    {
        var (width, height) = Orientation.Upright(Width, Height);
        return new ImageHeader(Format, width, height, Frames);
    }
}
