using Microsoft.Win32.SafeHandles;
using NetVips;

namespace ImageSearch.Imaging.Headers;

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

    public override unsafe WholeFile ReadAll()
    {
        var length = Length;
        if (length > int.MaxValue)
        {
            throw ImageException.TooManyBytes(length, int.MaxValue);
        }

        var buffer = new NativeBuffer(length);
        try
        {
            return new WholeFile((nint)buffer.Pointer, Read(0, new Span<byte>(buffer.Pointer, (int)length)), buffer);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public override Source OpenSource()
    {
        var held = false;
        try
        {
            _file.DangerousAddRef(ref held);
            return Source.NewFromDescriptor((int)_file.DangerousGetHandle()); // libvips duplicates the descriptor
        }
        finally
        {
            if (held)
            {
                _file.DangerousRelease();
            }
        }
    }

    public override void Dispose() => _file.Dispose();
}
