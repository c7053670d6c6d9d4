using System.Runtime.InteropServices;

namespace ImageSearch.Imaging.Native;

/// <summary>
/// What libvips said about a failure. Its error text is one per process: under concurrency it may hold another thread's lines,
/// or be empty because that thread took ours. So it is detail for a developer; no decision may rest on it.
/// </summary>
internal sealed class VipsException(string message) : Exception(message)
{
    public static unsafe VipsException FromBuffer()
    {
        var text = VipsNative.vips_error_buffer_copy();
        try
        {
            var message = Marshal.PtrToStringUTF8((nint)text)?.Trim();
            return new VipsException(string.IsNullOrEmpty(message) ? "libvips failed without a message" : message);
        }
        finally
        {
            VipsNative.g_free(text);
        }
    }

    public static void ThrowIfFailed(int result)
    {
        if (result != 0)
        {
            throw FromBuffer();
        }
    }
}
