using SkiaSharp;

namespace ImageSearch.Imaging.Decoding;

/// <summary>JPEG and BMP, which Skia decodes row by row; memory holds only a band of rows at a time.</summary>
internal sealed unsafe class SkiaScanlines : PixelRows
{
    private readonly SkiaCodec _codec;
    private readonly NativeBuffer _band;
    private int _next;

    /// <param name="codec">Disposed together with this object.</param>
    /// <param name="size">The size that the codec scales to.</param>
    /// <param name="scale">The scale that gave this size.</param>
    /// <exception cref="ImageException">The file is incomplete or damaged.</exception>
    public SkiaScanlines(SkiaCodec codec, SKSizeI size, double scale)
        : base(size.Width, size.Height, scale, scale)
    {
        _codec = codec;
        if (codec.Codec.StartScanlineDecode(codec.Info.WithSize(size)) != SKCodecResult.Success)
        {
            codec.Dispose();
            throw ImageException.Truncated();
        }

        _band = new NativeBuffer((long)BandRows * Stride);
    }

    public override byte* Read(int count)
    {
        // Rows that are stored bottom-up are reversed within each call, so they are read one by one.
        var step = _codec.Codec.ScanlineOrder == SKCodecScanlineOrder.BottomUp ? 1 : count;
        for (var row = 0; row < count; row += step)
        {
            if (_codec.Codec.GetScanlines((nint)(_band.Pointer + ((long)row * Stride)), step, Stride) != step)
            {
                throw ImageException.Truncated();
            }
        }

        _next += count;
        return _band.Pointer;
    }

    public override void Skip(int count)
    {
        // When libjpeg skips to the end it does not look at the data, so the last row is decoded to detect missing data.
        var toEnd = _next + count == Height;
        var skipped = toEnd ? count - 1 : count;
        if (skipped > 0 && !_codec.Codec.SkipScanlines(skipped))
        {
            throw ImageException.Truncated();
        }

        _next += Math.Max(0, skipped);
        if (toEnd && count > 0)
        {
            Read(1);
        }
    }

    public override void Dispose()
    {
        _band?.Dispose();
        _codec.Dispose();
    }
}
