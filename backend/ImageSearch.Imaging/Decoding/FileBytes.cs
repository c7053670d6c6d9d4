using ImageSearch.Imaging.Native;
using Microsoft.Win32.SafeHandles;

namespace ImageSearch.Imaging.Decoding;

internal sealed class FileBytes(string path) : PictureBytes
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public override long Length => RandomAccess.GetLength(_file);

    public override int Read(long offset, Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length && RandomAccess.Read(_file, buffer[total..], offset + total) is > 0 and var count)
        {
            total += count;
        }

        return total;
    }

    public override VipsSource OpenSource() => VipsSource.FromFile(_file);

    public override void Dispose() => _file.Dispose();
}
