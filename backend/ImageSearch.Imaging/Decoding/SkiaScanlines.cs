using SkiaSharp;

namespace ImageSearch.Imaging.Decoding;

/// <summary>JPEG and BMP, which Skia decodes row by row: no more than a band of them is ever in memory.</summary>
internal sealed unsafe class SkiaScanlines : PixelRows
{
    private readonly SkiaCodec _codec;
    private readonly NativeBuffer _band;
    private int _next;

    /// <param name="codec">Closed with this.</param>
    /// <param name="size">As the codec scales it.</param>
    /// <param name="scale">The scale that gave this size.</param>
    /// <exception cref="ImageException">Cut off or damaged.</exception>
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
        // Rows from the bottom up come turned over within each call, so they are asked for one by one.
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
        // libjpeg looks at none of the data when it skips to the end: the last row is decoded, so that a missing one is missed.
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
