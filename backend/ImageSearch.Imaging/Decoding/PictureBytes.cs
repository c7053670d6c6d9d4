using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging.Decoding;

/// <summary>The bytes of a picture file, readable at any offset, wherever they are.</summary>
internal abstract class PictureBytes : IDisposable
{
    public abstract long Length { get; }

    /// <summary>Fills as much of the buffer as there is; fewer bytes only at the end of the file.</summary>
    public abstract int Read(long offset, Span<byte> buffer);

    /// <summary>For libvips' loaders. What is loaded from it must be disposed before these bytes are.</summary>
    public abstract VipsSource OpenSource();

    public abstract void Dispose();
}
