namespace ImageSearch.Imaging.Decoding;

/// <summary>
/// The rows of a decoded picture in the order of the file: sRGB with alpha, four bytes for each pixel, premultiplied, without gaps between
/// rows.
/// </summary>
/// <param name="width">Pixels of a row; fewer than in the file if the decoder shrinks.</param>
/// <param name="height">Rows.</param>
/// <param name="scaleX">Decoded pixels for each pixel of the file. A JPEG of 2287 pixels shrunk four times is 571.75 pixels wide, in 572
/// columns.</param>
/// <param name="scaleY">The same for the height.</param>
internal abstract unsafe class PixelRows(int width, int height, double scaleX, double scaleY) : IDisposable
{
    /// <summary>Bytes of a pixel.</summary>
    public const int Channels = 4;

    // Fits into a core's second-level cache, and is not on the large object heap.
    private const int BandBytes = 64 << 10;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public double ScaleX { get; } = scaleX;

    public double ScaleY { get; } = scaleY;

    /// <summary>Bytes from one row to the next.</summary>
    public int Stride => Width * Channels;

    /// <summary>The most rows of a band.</summary>
    public int BandRows => Math.Clamp(BandBytes / Stride, 1, Height);

    /// <summary>
    /// Reads the next rows. <see cref="NativeBuffer.Padding"/> bytes after them are readable. The rows are valid until the next call.
    /// </summary>
    /// <param name="count">Number of rows; at most <see cref="BandRows"/>.</param>
    /// <exception cref="ImageException">The file is incomplete or damaged.</exception>
    public abstract byte* Read(int count);

    /// <summary>Skips rows as fast as the decoder can.</summary>
    /// <exception cref="ImageException">The file is incomplete or damaged.</exception>
    public abstract void Skip(int count);

    public abstract void Dispose();
}
