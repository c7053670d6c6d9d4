using ImageSearch.Imaging.Decoding;

namespace ImageSearch.Imaging.Bmp;

/// <summary>One byte after the other, from a small buffer.</summary>
internal sealed class ByteCursor(PictureBytes file, long offset)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private long _offset = offset;
    private int _at;
    private int _count;

    /// <exception cref="ImageException">There is no byte left.</exception>
    public byte Next()
    {
        if (_at == _count)
        {
            _count = file.Read(_offset, _buffer);
            _offset += _count;
            _at = 0;
            if (_count == 0)
            {
                throw ImageException.Truncated();
            }
        }

        return _buffer[_at++];
    }
}
