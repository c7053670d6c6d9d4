namespace ImageSearch.Imaging.Bmp;

/// <summary>
/// Takes the rows of a picture, in order from either end, and averages blocks of shrink x shrink pixels, so that a large
/// picture never lies in memory whole. Blocks at the right and lower edge are made of what there is.
/// </summary>
internal sealed class RowAverager(int width, int height, int shrink)
{
    private readonly uint[] _sums = new uint[shrink == 1 ? 0 : Blocks(width, shrink) * 3];
    private int _rows;

    public int Width { get; } = Blocks(width, shrink);

    public int Height { get; } = Blocks(height, shrink);

    /// <summary>RGB, Width x Height x 3 bytes, complete when every row was added.</summary>
    public byte[] Pixels { get; } = new byte[checked(Blocks(width, shrink) * Blocks(height, shrink) * 3)];

    /// <param name="y">The row, counted from the top; each once, in ascending or descending order.</param>
    /// <param name="rgb">width x 3 bytes.</param>
    public void Add(int y, ReadOnlySpan<byte> rgb)
    {
        if (shrink == 1)
        {
            rgb.CopyTo(Pixels.AsSpan(y * Width * 3));
            return;
        }

        for (var x = 0; x < width; x++)
        {
            var block = x / shrink * 3;
            _sums[block] += rgb[x * 3];
            _sums[block + 1] += rgb[(x * 3) + 1];
            _sums[block + 2] += rgb[(x * 3) + 2];
        }

        var top = y / shrink * shrink;
        if (++_rows == Math.Min(shrink, height - top))
        {
            Flush(Pixels.AsSpan(y / shrink * Width * 3, Width * 3));
        }
    }

    private static int Blocks(int length, int shrink) => ((length - 1) / shrink) + 1;

    private void Flush(Span<byte> target)
    {
        for (var x = 0; x < Width; x++)
        {
            var pixels = (uint)(_rows * Math.Min(shrink, width - (x * shrink)));
            for (var band = x * 3; band < (x * 3) + 3; band++)
            {
                target[band] = (byte)((_sums[band] + (pixels / 2)) / pixels);
            }
        }

        Array.Clear(_sums);
        _rows = 0;
    }
}
