using System.Runtime.InteropServices;

namespace ImageSearch.Imaging.Resampling;

/// <summary>
/// Scales a picture row by row, each axis separately. Each source row is added to the target rows that it contributes to, and a complete
/// target row is scaled horizontally. Memory holds only the sums of unfinished rows, never the picture.
/// </summary>
internal sealed unsafe class RowScaler : IDisposable
{
    private const int Channels = 4;

    private readonly Axis _columns;
    private readonly Axis _rows;
    private readonly int _openRows;
    private readonly int _samples;
    private readonly int _sumsLength;
    private readonly NativeBuffer _sums;
    private readonly NativeBuffer _columnWeights;
    private readonly int _columnTaps;
    private readonly NativeBuffer _line;
    private readonly NativeBuffer _packed;
    private readonly byte[] _pixels;
    private int _next;

    public RowScaler(Axis columns, Axis rows)
    {
        (_columns, _rows) = (columns, rows);
        _pixels = GC.AllocateUninitializedArray<byte>(columns.Count * rows.Count * 3);
        _openRows = MostOpen(rows);
        _samples = (columns.Highest - columns.Lowest) * Channels;
        _sumsLength = ((_samples + PixelLanes.Step - 1) / PixelLanes.Step * PixelLanes.Step) + (Channels * 2);
        _columnTaps = (columns.Taps + 1) / 2 * 2;
        _sums = new NativeBuffer((long)_openRows * _sumsLength * sizeof(float));
        // The pixel after the last one is multiplied by 0, which gives 0 only for finite values.
        NativeMemory.Clear(_sums.Pointer, (nuint)_sums.Length);
        _columnWeights = SpreadWeights(columns, _columnTaps);
        _line = new NativeBuffer((long)(columns.Count + Channels) * Channels * sizeof(float));
        _packed = new NativeBuffer((columns.Count + Channels) * 3);
    }

    /// <summary>The first source row that is needed.</summary>
    public int Lowest => _rows.Lowest;

    /// <summary>One past the last source row that is needed.</summary>
    public int Highest => _rows.Highest;

    /// <summary>Adds the next row, in order from <see cref="Lowest"/>.</summary>
    /// <param name="y">The number of the row.</param>
    /// <param name="rgba">The whole row, premultiplied; <see cref="NativeBuffer.Padding"/> bytes after it are readable.</param>
    public void Add(int y, byte* rgba)
    {
        var from = rgba + ((long)_columns.Lowest * Channels);
        for (var target = _next; target < _rows.Count && _rows.First(target) <= y; target++)
        {
            var tap = y - _rows.First(target);
            var weight = _rows.Weights[(target * _rows.Taps) + tap];
            var sums = Sums(target);
            if (weight != 0 || tap == 0)
            {
                PixelLanes.Accumulate(from, sums, _samples, weight, replace: tap == 0);
            }

            if (tap == _rows.Taps - 1)
            {
                Finish(target, sums);
                _next = target + 1;
            }
        }
    }

    /// <summary>The result, after the last row was added.</summary>
    public RgbImage ToImage() => _next == _rows.Count
        ? new RgbImage(_columns.Count, _rows.Count, _pixels)
        : throw new InvalidOperationException($"{_next} of {_rows.Count} rows are complete");

    public void Dispose()
    {
        _sums.Dispose();
        _columnWeights.Dispose();
        _line.Dispose();
        _packed.Dispose();
    }

    private static int MostOpen(Axis rows)
    {
        var (most, oldest) = (1, 0);
        for (var target = 0; target < rows.Count; target++)
        {
            while (rows.First(oldest) + rows.Taps <= rows.First(target))
            {
                oldest++;
            }

            most = Math.Max(most, target - oldest + 1);
        }

        return most;
    }

    // Each weight is repeated four times, for the four channels of its pixel.
    private static NativeBuffer SpreadWeights(Axis axis, int taps)
    {
        var buffer = new NativeBuffer((long)axis.Count * taps * Channels * sizeof(float));
        var spread = (float*)buffer.Pointer;
        for (var target = 0; target < axis.Count; target++)
        {
            for (var tap = 0; tap < taps; tap++)
            {
                var weight = tap < axis.Taps ? axis.Weights[(target * axis.Taps) + tap] : 0;
                new Span<float>(spread, Channels).Fill(weight);
                spread += Channels;
            }
        }

        return buffer;
    }

    private float* Sums(int target) => (float*)_sums.Pointer + ((long)(target % _openRows) * _sumsLength);

    private void Finish(int target, float* sums)
    {
        var packed = _packed.Pointer;
        var line = (float*)_line.Pointer;
        PixelLanes.Round(sums, _samples);
        PixelLanes.Combine(sums - ((long)_columns.Lowest * Channels), _columns.Firsts, (float*)_columnWeights.Pointer, _columnTaps, line);
        PixelLanes.Pack(line, packed, _columns.Count);
        var length = _columns.Count * 3;
        new ReadOnlySpan<byte>(packed, length).CopyTo(_pixels.AsSpan(target * length));
    }
}
