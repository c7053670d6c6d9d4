using ImageSearch.Imaging.Headers;
using NetVips;

namespace ImageSearch.Imaging.Decoding;

/// <summary>The files that Skia does not read, or reads only as a whole: TIFF, AVIF, JPEG in inks and the largest PNG files.</summary>
internal sealed unsafe class VipsRows : PixelRows
{
    private readonly Source _source;
    private readonly Image _image;
    private readonly Region _region;
    private readonly NativeBuffer _band;
    private int _row;

    private VipsRows(Source source, Image image, double scale)
        : base(image.Width, image.Height, scale, scale)
    {
        (_source, _image) = (source, image);
        _region = Region.New(image);
        _band = new NativeBuffer((long)BandRows * Stride);
    }

    /// <param name="file">Must outlive the rows.</param>
    /// <param name="header">What the probe found in it.</param>
    /// <param name="shrink">1, 2, 4 or 8, for JPEG only.</param>
    /// <exception cref="ImageException">The file is incomplete or damaged, or its channels are not colours.</exception>
    public static VipsRows Open(PictureBytes file, StoredHeader header, int shrink)
    {
        Vips.EnsureStarted();
        var source = file.OpenSource();
        try
        {
            using var loaded = Load(source, header, shrink);
            return new VipsRows(source, ToRgba(loaded, header.Format), 1.0 / shrink);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public override byte* Read(int count)
    {
        try
        {
            _region.Fetch(0, _row, Width, count).CopyTo(new Span<byte>(_band.Pointer, count * Stride));
            _row += count;
            return _band.Pointer;
        }
        catch (VipsException e)
        {
            throw ImageException.Truncated(e);
        }
    }

    // Rows can only be read in order, and damage only shows when they are decoded.
    public override void Skip(int count)
    {
        for (var left = count; left > 0; left -= BandRows)
        {
            Read(Math.Min(left, BandRows));
        }
    }

    public override void Dispose()
    {
        _region.Dispose();
        _image.Dispose();
        _source.Dispose();
        _band.Dispose();
    }

    private static Image Load(Source source, StoredHeader header, int shrink)
    {
        try
        {
            var image = Vips.Load(header.Format, source, Enums.FailOn.Error, shrink);
            if (shrink > 1 || (image.Width, image.Height) == (header.Width, header.Height))
            {
                return image;
            }

            image.Dispose();
            throw ImageException.Truncated();
        }
        catch (VipsException e)
        {
            throw ImageException.Truncated(e);
        }
    }

    // Only describes the operations and computes no pixel, so a failure here is about the kind of picture, not about its data.
    private static Image ToRgba(Image image, ImageFormat format)
    {
        try
        {
            using var opaque = VipsColours.ToOpaque8Bit(image);
            using var rgb = VipsColours.ToSrgb(opaque);
            return rgb is { Bands: 3, Format: Enums.BandFormat.Uchar }
                ? rgb.Bandjoin(255)
                : throw ImageException.UnsupportedVariant(format, "channels that are not colours");
        }
        catch (VipsException e)
        {
            throw ImageException.UnsupportedVariant(format, "channels that are not colours", e);
        }
    }
}
