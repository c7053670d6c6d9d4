namespace ImageSearch.Imaging.Bmp;

/// <summary>
/// Takes the rows of a picture, in order from either end, and averages blocks of about shrink x shrink pixels, so that a large
/// picture never lies in memory whole. Where the sides are no multiples of shrink, the blocks differ by a pixel, evenly spread:
/// a narrow block at the edge would shift everything when the result is scaled further.
/// </summary>
internal sealed class RowAverager
{
    private readonly int[] _columns;
    private readonly int[] _lines;
    private readonly uint[] _sums;
    private int _rows;

    public RowAverager(int width, int height, int shrink)
    {
        (_columns, _lines) = (Edges(width, shrink), Edges(height, shrink));
        (Width, Height) = (_columns.Length - 1, _lines.Length - 1);
        _sums = new uint[Width * 3];
        Pixels = new byte[checked(Width * Height * 3)];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>RGB, Width x Height x 3 bytes, complete when every row was added.</summary>
    public byte[] Pixels { get; }

    /// <param name="y">The row, counted from the top; each once, in ascending or descending order.</param>
    /// <param name="rgb">A row of the whole picture.</param>
    public void Add(int y, ReadOnlySpan<byte> rgb)
    {
        if (rgb.Length == Width * 3 && _lines.Length - 1 == _lines[^1])
        {
            rgb.CopyTo(Pixels.AsSpan(y * Width * 3));
            return;
        }

        for (var block = 0; block < Width; block++)
        {
            var (red, green, blue) = (0u, 0u, 0u);
            for (var i = _columns[block] * 3; i < _columns[block + 1] * 3; i += 3)
            {
                red += rgb[i];
                green += rgb[i + 1];
                blue += rgb[i + 2];
            }

            _sums[block * 3] += red;
            _sums[(block * 3) + 1] += green;
            _sums[(block * 3) + 2] += blue;
        }

        // The line that the row belongs to: edges lie at i * height / lines, rounded down, so this is off by one at most.
        var line = (int)((long)y * Height / _lines[^1]);
        line = _lines[line + 1] <= y ? line + 1 : line;
        if (++_rows == _lines[line + 1] - _lines[line])
        {
            Flush(Pixels.AsSpan(line * Width * 3, Width * 3));
        }
    }

    private static int[] Edges(int length, int shrink)
    {
        var blocks = ((length - 1) / shrink) + 1;
        return [.. Enumerable.Range(0, blocks + 1).Select(i => (int)((long)i * length / blocks))];
    }

    private void Flush(Span<byte> target)
    {
        for (var block = 0; block < Width; block++)
        {
            var pixels = (uint)(_rows * (_columns[block + 1] - _columns[block]));
            for (var band = block * 3; band < (block * 3) + 3; band++)
            {
                target[band] = (byte)((_sums[band] + (pixels / 2)) / pixels);
            }
        }

        Array.Clear(_sums);
        _rows = 0;
    }
}
