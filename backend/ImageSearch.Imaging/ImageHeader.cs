namespace ImageSearch.Imaging;

/// <summary>What a file says about its picture before any pixel is decoded.</summary>
/// <param name="Format">By content.</param>
/// <param name="Width">Pixels, of the upright picture (after EXIF orientation).</param>
/// <param name="Height">Pixels, of the upright picture.</param>
/// <param name="Frames">Frames of an animation or pages of a document, at least 1; only the first is ever shown.</param>
public sealed record ImageHeader(ImageFormat Format, int Width, int Height, int Frames);
