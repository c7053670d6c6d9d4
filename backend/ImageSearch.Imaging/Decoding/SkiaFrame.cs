using SkiaSharp;

namespace ImageSearch.Imaging.Decoding;

/// <summary>PNG, GIF, WebP and run-length encoded BMP, which Skia decodes as a whole frame.</summary>
internal sealed unsafe class SkiaFrame : PixelRows
{
    private readonly NativeBuffer _frame;
    private int _row;

    /// <param name="codec">Disposed as soon as the frame is decoded.</param>
    /// <param name="size">The size that the codec scales to.</param>
    /// <exception cref="ImageException">The file is incomplete or damaged.</exception>
    public SkiaFrame(SkiaCodec codec, SKSizeI size)
        : base(size.Width, size.Height, (double)size.Width / codec.Info.Width, (double)size.Height / codec.Info.Height)
    {
        using (codec)
        {
            _frame = new NativeBuffer((long)Stride * Height);
            if (codec.Codec.GetPixels(codec.Info.WithSize(size), (nint)_frame.Pointer) == SKCodecResult.Success)
            {
                return;
            }

            _frame.Dispose();
            throw ImageException.Truncated();
        }
    }

    public override byte* Read(int count)
    {
        var rows = _frame.Pointer + ((long)_row * Stride);
        _row += count;
        return rows;
    }

    public override void Skip(int count) => _row += count;

    public override void Dispose() => _frame.Dispose();
}
