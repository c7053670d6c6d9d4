namespace ImageSearch.Imaging;

/// <summary>What a file declares about its picture, read without decoding pixels.</summary>
/// <param name="Format">Detected from the content.</param>
/// <param name="Width">In pixels, of the upright picture (after EXIF orientation).</param>
/// <param name="Height">In pixels, of the upright picture.</param>
/// <param name="Frames">Frames of an animation or pages of a document, at least 1; only the first is ever used.</param>
public sealed record ImageHeader(ImageFormat Format, int Width, int Height, int Frames);
