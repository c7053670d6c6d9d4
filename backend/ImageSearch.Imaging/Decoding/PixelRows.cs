namespace ImageSearch.Imaging.Decoding;

/// <summary>
/// The rows of a picture as a decoder gives them, in the order in which the file has them: sRGB with alpha, four bytes a pixel,
/// premultiplied, without gaps between rows.
/// </summary>
/// <param name="width">Pixels of a row; fewer than the file's where the decoder shrinks.</param>
/// <param name="height">Rows.</param>
/// <param name="scaleX">These pixels for each of the file's. A JPEG of 2287 pixels shrunk four times is 571.75 wide, in 572 columns.</param>
/// <param name="scaleY">The same, downwards.</param>
internal abstract unsafe class PixelRows(int width, int height, double scaleX, double scaleY) : IDisposable
{
    /// <summary>Bytes of a pixel.</summary>
    public const int Channels = 4;

    // Stays in a core's second-level cache, and off the large object heap.
    private const int BandBytes = 64 << 10;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public double ScaleX { get; } = scaleX;

    public double ScaleY { get; } = scaleY;

    /// <summary>Bytes from one row to the next.</summary>
    public int Stride => Width * Channels;

    /// <summary>Rows of a band, at most.</summary>
    public int BandRows => Math.Clamp(BandBytes / Stride, 1, Height);

    /// <summary>The next rows. <see cref="NativeBuffer.Padding"/> bytes behind them can be read. They are valid until the next call.</summary>
    /// <param name="count">How many; <see cref="BandRows"/> at most.</param>
    /// <exception cref="ImageException">Cut off or damaged.</exception>
    public abstract byte* Read(int count);

    /// <summary>Passes over rows, as fast as the decoder can.</summary>
    /// <exception cref="ImageException">Cut off or damaged.</exception>
    public abstract void Skip(int count);

    public abstract void Dispose();
}
