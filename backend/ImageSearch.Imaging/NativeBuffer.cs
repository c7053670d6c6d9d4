using System.Runtime.InteropServices;

namespace ImageSearch.Imaging;

/// <summary>Memory outside the managed heap, for a file's bytes and for pixels: given back at once, and touched only where it is used.</summary>
internal sealed unsafe class NativeBuffer : SafeHandle
{
    /// <summary>Bytes behind the end that may be read, so that vector code need not stop before it. Their values are undefined.</summary>
    public const int Padding = 64;

    private static long _live;
    private static long _bytes;
    private static long _peak;

    /// <param name="length">Bytes, not cleared.</param>
    /// <exception cref="OutOfMemoryException">There is not that much memory.</exception>
    public NativeBuffer(long length)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        Length = length;
        SetHandle((nint)NativeMemory.Alloc((nuint)(length + Padding)));
        Interlocked.Increment(ref _live);
        var held = Interlocked.Add(ref _bytes, length);
        for (var peak = Volatile.Read(ref _peak); held > peak; peak = Volatile.Read(ref _peak))
        {
            Interlocked.CompareExchange(ref _peak, held, peak);
        }
    }

    /// <summary>Buffers that exist in this process.</summary>
    public static long Live => Interlocked.Read(ref _live);

    /// <summary>Bytes in them.</summary>
    public static long LiveBytes => Interlocked.Read(ref _bytes);

    /// <summary>The most bytes that there ever were.</summary>
    public static long PeakBytes => Interlocked.Read(ref _peak);

    public long Length { get; }

    /// <summary>Valid until the buffer is disposed.</summary>
    public byte* Pointer => IsInvalid || IsClosed ? throw new ObjectDisposedException(nameof(NativeBuffer)) : (byte*)handle;

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        Interlocked.Decrement(ref _live);
        Interlocked.Add(ref _bytes, -Length);
        return true;
    }
}
