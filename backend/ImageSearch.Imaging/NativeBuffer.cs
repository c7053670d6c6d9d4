using System.Runtime.InteropServices;

namespace ImageSearch.Imaging;

/// <summary>
/// Memory outside the managed heap for a file's bytes and for pixels. It is freed at once, and its pages are touched only where they are
/// used.
/// </summary>
internal sealed unsafe class NativeBuffer : SafeHandle
{
    /// <summary>Bytes after the end that may be read, so that vector code need not stop before it. Their values are undefined.</summary>
    public const int Padding = 64;

    private static long _live;
    private static long _bytes;
    private static long _peak;

    /// <param name="length">In bytes; the memory is not cleared.</param>
    /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
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

    /// <summary>Number of buffers in this process.</summary>
    public static long Live => Interlocked.Read(ref _live);

    /// <summary>Their total size in bytes.</summary>
    public static long LiveBytes => Interlocked.Read(ref _bytes);

    /// <summary>The highest total size so far, in bytes.</summary>
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
