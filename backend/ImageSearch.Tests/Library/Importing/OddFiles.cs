using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace ImageSearch.Tests.Library.Importing;

/// <summary>Entries of folders that are not ordinary files, or have unusual names.</summary>
internal static partial class OddFiles
{
    /// <summary>A pipe without a writer: opening it for reading blocks forever.</summary>
    public static void MakePipe(string path) => Assert.That(MakePipe(path, 0b110_110_110), Is.Zero);

    public static void MakeSocket(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        // Disposing deletes it; a hard link keeps it.
        Assert.That(Link(path, path + ".kept"), Is.Zero);
    }

    /// <summary>Gives a file a name whose last byte is not valid UTF-8.</summary>
    public static void MakeNameInvalid(string path) =>
        Assert.That(Rename(Encoding.UTF8.GetBytes(path + "\0"), [.. Encoding.UTF8.GetBytes(path), 0xFF, 0]), Is.Zero);

    public static void MakeNameValid(string path) =>
        Assert.That(Rename([.. Encoding.UTF8.GetBytes(path), 0xFF, 0], Encoding.UTF8.GetBytes(path + "\0")), Is.Zero);

    public static void SetMode(string path, uint mode) => Assert.That(ChangeMode(path, mode), Is.Zero);

    [LibraryImport("libc", EntryPoint = "chmod", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeMode(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string link);

    [LibraryImport("libc", EntryPoint = "rename")]
    private static partial int Rename(byte[] from, byte[] to);
}
