using System.Buffers.Binary;
using ImageSearch.Imaging.Decoding;

namespace ImageSearch.Imaging.Bmp;

/// <summary>Rows that are not compressed, of any depth.</summary>
internal sealed class BmpPlainRows : BmpRows
{
    private readonly PictureBytes _file;
    private readonly BmpHeader _header;
    private readonly byte[] _row;
    private long _next;

    public BmpPlainRows(PictureBytes file, BmpHeader header)
    {
        // The last row may lack its padding. Checked before anything is allocated: a short file can claim any width.
        var used = (((long)header.Width * header.BitsPerPixel) + 7) / 8;
        if (header.PixelOffset + ((Int128)header.Stride * (header.Height - 1)) + used > file.Length)
        {
            throw ImageException.Truncated();
        }

        (_file, _header, _next) = (file, header, header.PixelOffset);
        _row = new byte[used];
    }

    public override void ReadNext(Span<byte> rgb)
    {
        if (_file.Read(_next, _row) < _row.Length)
        {
            throw ImageException.Truncated();
        }

        _next += _header.Stride;
        switch (_header.BitsPerPixel)
        {
            case 24:
                FromTriplets(rgb);
                break;
            case 16 or 32:
                FromMasks(rgb);
                break;
            default:
                FromPalette(rgb);
                break;
        }
    }

    private void FromTriplets(Span<byte> rgb)
    {
        for (var i = 0; i + 2 < rgb.Length; i += 3)
        {
            (rgb[i], rgb[i + 1], rgb[i + 2]) = (_row[i + 2], _row[i + 1], _row[i]);
        }
    }

    private void FromMasks(Span<byte> rgb)
    {
        var bytes = _header.BitsPerPixel / 8;
        for (var x = 0; x < _header.Width; x++)
        {
            var at = _row.AsSpan(x * bytes, bytes);
            var pixel = bytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
            _header.Masks.ToRgb(pixel, rgb.Slice(x * 3, 3));
        }
    }

    private void FromPalette(Span<byte> rgb)
    {
        var bits = _header.BitsPerPixel;
        var (perByte, mask) = (8 / bits, (1 << bits) - 1);
        for (var x = 0; x < _header.Width; x++)
        {
            var number = (_row[x / perByte] >> (8 - (bits * ((x % perByte) + 1)))) & mask;
            _header.Palette.AsSpan(number * 3, 3).CopyTo(rgb[(x * 3)..]);
        }
    }
}
