using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ImageSearch.Engine.Files;

internal enum FileKind
{
    Regular,
    Directory,
    Link,

    /// <summary>A pipe, a socket or a device: opening one may block or do something.</summary>
    Other,
}

/// <summary>What Linux says of a file without opening it (statx, whose layout is the same on every processor).</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Modified">When its content was last written, in nanoseconds since 1970.</param>
internal readonly partial record struct FileStatus(FileKind Kind, long Bytes, long Modified)
{
    private const int WorkingDirectory = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicFields = 0x7ff;
    private const int NoEntry = 2;
    private const int NotADirectory = 20;

    /// <summary>Null where there is nothing.</summary>
    /// <exception cref="IOException">It may not be looked at, or the path is impossible.</exception>
    public static FileStatus? Find(string path, bool followLinks)
    {
        if (Statx(WorkingDirectory, path, followLinks ? 0 : NoFollow, BasicFields, out var fields) == 0)
            return From(fields);
        var errno = Marshal.GetLastPInvokeError();
        return errno is NoEntry or NotADirectory ? null : throw new IOException(new Win32Exception(errno).Message, errno);
    }

    public static FileStatus Of(SafeFileHandle file) => StatxOpen(file, "", EmptyPath, BasicFields, out var fields) == 0
        ? From(fields)
        : throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

    private static FileStatus From(in Fields fields) => new(
        (fields.Mode & 0xF000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Directory,
            0xA000 => FileKind.Link,
            _ => FileKind.Other,
        },
        fields.Size,
        (fields.ModifiedSeconds * 1_000_000_000) + fields.ModifiedNanoseconds);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out Fields fields);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatxOpen(SafeFileHandle file, string path, int flags, uint mask, out Fields fields);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Fields
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public long Size;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;
    }
}
