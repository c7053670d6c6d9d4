using System.Runtime.InteropServices;

namespace ImageSearch.Faiss.Interop;

/// <summary>The result of a native call: zero, or a <see cref="FaissError"/>.</summary>
internal enum NativeStatus
{
    Ok = 0,
}

internal static class NativeStatusCheckpoint
{
    /// <summary>
    /// Throws if a native call failed. It must be called directly after the native call and on the same thread, because the message belongs
    /// to that thread.
    /// </summary>
    /// <param name="status">The result of the call.</param>
    /// <param name="subject">The subject of the call, such as a path; the message starts with it.</param>
    /// <exception cref="FaissException">The status is not <see cref="NativeStatus.Ok"/>.</exception>
    public static unsafe void ThrowIfFailed(this NativeStatus status, string? subject = null)
    {
        if (status == NativeStatus.Ok)
            return;

        var message = Marshal.PtrToStringUTF8((nint)NativeMethods.LastError());
        throw new FaissException((FaissError)status, subject is null ? message! : $"{subject}: {message}");
    }
}
