using System.Runtime.InteropServices;

namespace ImageSearch.Faiss.Interop;

/// <summary>What a native call returns: zero, or a <see cref="FaissError"/>.</summary>
internal enum NativeStatus
{
    Ok = 0,
}

internal static class NativeStatusCheckpoint
{
    /// <summary>
    /// The one way from a status to an exception. To be called at once, on the thread that made the native call: the message
    /// belongs to that thread.
    /// </summary>
    /// <param name="status">What the call returned.</param>
    /// <param name="subject">What the call was about, such as a path; leads the message.</param>
    /// <exception cref="FaissException">The status is not <see cref="NativeStatus.Ok"/>.</exception>
    public static unsafe void ThrowIfFailed(this NativeStatus status, string? subject = null)
    {
        if (status == NativeStatus.Ok)
            return;

        var message = Marshal.PtrToStringUTF8((nint)NativeMethods.LastError());
        throw new FaissException((FaissError)status, subject is null ? message! : $"{subject}: {message}");
    }
}
