using System.Buffers;
using NetVips;

namespace ImageSearch.Imaging.Headers;

internal sealed class MemoryBytes(ReadOnlyMemory<byte> memory) : PictureBytes
{
    private MemoryHandle _pin = memory.Pin();

    public override long Length => memory.Length;

    public override int Read(long offset, Span<byte> buffer)
    {
        if (offset >= memory.Length)
        {
            return 0;
        }

        var count = (int)Math.Min(buffer.Length, memory.Length - offset);
        memory.Span.Slice((int)offset, count).CopyTo(buffer);
        return count;
    }

    public override unsafe WholeFile ReadAll() => new((nint)_pin.Pointer, memory.Length, null);

    public override Source OpenSource() => Source.NewFromMemory(memory.Span);

    public override void Dispose() => _pin.Dispose();
}
