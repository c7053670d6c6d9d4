using ImageSearch.Imaging.Decoding;
using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging.Bmp;

/// <summary>Windows and OS/2 bitmaps, which libvips does not read.</summary>
internal static class BmpReader
{
    // Sums of a block must fit 32 bits: 255 x 4096 x 4096 does.
    private const int LargestShrink = 4096;

    // What one array can hold, with room for the odd blocks at the edges.
    private const int MostPixels = 700_000_000;

    /// <summary>The pixels, opaque RGB, averaged over blocks of shrink x shrink.</summary>
    /// <param name="file">A file whose header has been held against the limits.</param>
    /// <param name="shrink">At least 1.</param>
    /// <exception cref="ImageException">Cut off or damaged.</exception>
    public static VipsImage Read(PictureBytes file, int shrink)
    {
        var header = BmpHeader.Read(file);
        shrink = Math.Min(shrink, LargestShrink);
        if ((long)header.Width * header.Height / shrink / shrink > MostPixels || header.Width > MostPixels)
        {
            throw ImageException.TooManyPixels(header.Width, header.Height, MostPixels);
        }

        var rows = BmpRows.Open(file, header);
        var target = new RowAverager(header.Width, header.Height, shrink);
        var rgb = new byte[header.Width * 3];
        for (var i = 0; i < header.Height; i++)
        {
            rows.ReadNext(rgb);
            target.Add(header.TopDown ? i : header.Height - 1 - i, rgb);
        }

        using var raw = VipsImage.FromCopy(target.Pixels, target.Width, target.Height, 3);
        return new VipsOperation("copy").With("in", raw).With("interpretation", Interpretation.Srgb).ToImage();
    }
}
