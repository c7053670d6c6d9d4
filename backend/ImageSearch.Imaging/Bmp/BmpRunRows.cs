using ImageSearch.Imaging.Decoding;

namespace ImageSearch.Imaging.Bmp;

/// <summary>
/// Rows of RLE4 and RLE8 after Microsoft's "Bitmap Compression". The code only ever moves forward, so a row at a time is enough.
/// Pixels that it jumps over have colour 0. A file that ends without saying so is cut off.
/// </summary>
internal sealed class BmpRunRows : BmpRows
{
    private const int EndOfRow = 0;
    private const int EndOfBitmap = 1;
    private const int Jump = 2;

    private readonly ByteCursor _code;
    private readonly BmpHeader _header;
    private readonly bool _nibbles;
    private readonly byte[] _numbers;
    private int _x;
    private int _rowsToSkip;
    private bool _ended;

    public BmpRunRows(PictureBytes file, BmpHeader header)
    {
        (_code, _header, _nibbles) = (new ByteCursor(file, header.PixelOffset), header, header.Compression == BmpCompression.Rle4);
        _numbers = new byte[header.Width];
    }

    public override void ReadNext(Span<byte> rgb)
    {
        _numbers.AsSpan().Clear();
        if (_rowsToSkip > 0)
        {
            _rowsToSkip--;
        }

        if (_rowsToSkip == 0 && !_ended)
        {
            DecodeRow();
        }

        for (var x = 0; x < _numbers.Length; x++)
        {
            _header.Palette.AsSpan(_numbers[x] * 3, 3).CopyTo(rgb[(x * 3)..]);
        }
    }

    private void DecodeRow()
    {
        while (true)
        {
            var (count, value) = (_code.Next(), _code.Next());
            if (count > 0)
            {
                Run(count, value);
                continue;
            }

            switch (value)
            {
                case EndOfRow:
                    _x = 0;
                    return;
                case EndOfBitmap:
                    _ended = true;
                    return;
                case Jump:
                    var (right, down) = (_code.Next(), _code.Next());
                    _x = Math.Min(_x + right, _numbers.Length);
                    if (down > 0)
                    {
                        _rowsToSkip = down;
                        return;
                    }

                    break;
                default:
                    Literal(value);
                    break;
            }
        }
    }

    private void Run(int count, byte value)
    {
        for (var i = 0; i < count; i++)
        {
            Put(_nibbles ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
        }
    }

    private void Literal(int count)
    {
        var bytes = _nibbles ? (count + 1) / 2 : count;
        byte value = 0;
        for (var i = 0; i < count; i++)
        {
            if (!_nibbles || i % 2 == 0)
            {
                value = _code.Next();
            }

            Put(_nibbles ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
        }

        // Literals end on an even byte.
        if (bytes % 2 == 1)
        {
            _code.Next();
        }
    }

    // What runs over the edge is dropped.
    private void Put(int number)
    {
        if (_x < _numbers.Length)
        {
            _numbers[_x++] = (byte)number;
        }
    }
}
