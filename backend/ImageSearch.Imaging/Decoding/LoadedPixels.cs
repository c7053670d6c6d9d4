using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging.Decoding;

/// <summary>Pixels as a loader gives them.</summary>
/// <param name="Image">What was loaded, or a part of it.</param>
/// <param name="Width">
/// How wide the picture really is in these pixels. A JPEG of 2287 pixels shrunk four times is 571.75 wide, whatever number of
/// whole columns there is; scaling by the whole columns would shift everything by up to a pixel.
/// </param>
/// <param name="Height">The same, downwards.</param>
internal sealed record LoadedPixels(VipsImage Image, double Width, double Height) : IDisposable
{
    public void Dispose() => Image.Dispose();
}
