using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace ImageSearch.Engine.Files;

/// <summary>What .NET has no call for: making folders, and whole file systems, durable.</summary>
internal static partial class Durability
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <summary>Flushes everything written so far to the file system that holds <paramref name="directory"/>: data, sizes and names.</summary>
    /// <remarks>One call for any number of files: the group commit of an upload.</remarks>
    public static void FlushFileSystem(string directory) => WithDescriptor(directory, SyncFileSystem);

    /// <summary>Makes the names in <paramref name="directory"/> durable: a renamed file is only safe when its folder is.</summary>
    public static void FlushDirectory(string directory) => WithDescriptor(directory, SyncFile);

    /// <summary>Renames <paramref name="source"/>, already flushed, over <paramref name="target"/> in the same folder, durably.</summary>
    public static void Replace(string source, string target)
    {
        File.Move(source, target, overwrite: true);
        FlushDirectory(Path.GetDirectoryName(target)!);
    }

    /// <summary>Renames a file over another one of the same file system. Never copies: on another file system it fails.</summary>
    /// <exception cref="IOException">It cannot be renamed; nothing was changed.</exception>
    public static void Rename(string source, string target)
    {
        if (RenameFile(source, target) != 0)
            throw Failure($"{source} -> {target}");
    }

    /// <summary>Writes a small file beside the old one and switches, durably.</summary>
    public static void WriteFile(string path, string content)
    {
        var next = path + ".new";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.UTF8.GetBytes(content));
            stream.Flush(flushToDisk: true);
        }

        Replace(next, path);
    }

    private static void WithDescriptor(string directory, Func<int, int> flush)
    {
        var descriptor = Open(directory, ReadOnly | CloseOnExec);
        if (descriptor < 0)
            throw Failure(directory);
        try
        {
            if (flush(descriptor) != 0)
                throw Failure(directory);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string directory)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new IOException($"{directory}: {new Win32Exception(errno).Message}", errno);
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameFile(string source, string target);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncFile(int descriptor);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFileSystem(int descriptor);
}
