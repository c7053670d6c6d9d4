using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ImageSearch.Engine.Files;

/// <summary>Files that belong to others: opened for reading, without locks, and known by where they really lie.</summary>
internal static partial class ForeignFile
{
    private const int NoControllingTerminal = 0x100;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    /// <summary>Never waits, not even for a pipe that took the file's place.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle Open(string path)
    {
        var descriptor = Open(path, NoControllingTerminal | NonBlocking | CloseOnExec);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failure();
    }

    /// <summary>Another name of the open file. It still leads to this file when its path leads elsewhere.</summary>
    public static string NameOf(SafeFileHandle file) => $"/proc/self/fd/{file.DangerousGetHandle()}";

    /// <summary>Where an open file lies, all links resolved.</summary>
    public static string RealPathOf(SafeFileHandle file) =>
        File.ResolveLinkTarget(NameOf(file), returnFinalTarget: false)?.FullName ?? throw new IOException("It cannot be said where the file lies.");

    /// <summary>Where a path leads, all links resolved; null where that is nowhere, or not to be known.</summary>
    public static string? RealPath(string path)
    {
        var resolved = RealPath(path, IntPtr.Zero);
        try
        {
            return Marshal.PtrToStringUTF8(resolved);
        }
        finally
        {
            Free(resolved);
        }
    }

    /// <summary>Whether an absolute path is <paramref name="folder"/> or lies under it.</summary>
    public static bool IsWithin(string path, string folder) =>
        folder == "/" || path == folder || (path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');

    private static IOException Failure() => new(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr RealPath(string path, IntPtr buffer);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(IntPtr memory);
}
