using System.Buffers.Binary;

namespace ImageSearch.Imaging.Headers;

/// <summary>
/// Reads numbers at a position in a file, a few KB at a time. Reading past the end throws the exception for incomplete files.
/// </summary>
internal sealed class ByteReader(PictureBytes file, long position = 0)
{
    private readonly byte[] _buffer = new byte[4096];
    private long _start;
    private int _count;

    /// <summary>The position of the next read. It may be past the end; only reading there fails.</summary>
    public long Position { get; set; } = position;

    public bool AtEnd => !TryFill(1);

    /// <exception cref="ImageException">Fewer bytes are left. This applies to every method.</exception>
    public byte Byte() => Take(1)[0];

    public int UInt16BigEndian() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint UInt32BigEndian() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public int UInt16LittleEndian() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint UInt32LittleEndian() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>Up to 4,096 bytes, valid until the next read.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (!TryFill(count))
        {
            throw ImageException.Truncated();
        }

        var taken = _buffer.AsSpan((int)(Position - _start), count);
        Position += count;
        return taken;
    }

    private bool TryFill(int count)
    {
        if (Position < _start || Position + count > _start + _count)
        {
            _start = Position;
            _count = file.Read(Position, _buffer);
        }

        return Position + count <= _start + _count;
    }
}
