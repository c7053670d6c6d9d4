using NetVips;

namespace ImageSearch.Imaging.Headers;

/// <summary>The bytes of a picture file, readable at any offset, wherever they are.</summary>
internal abstract class PictureBytes : IDisposable
{
    public abstract long Length { get; }

    /// <summary>Fills as much of the buffer as there is; fewer bytes only at the end of the file.</summary>
    public abstract int Read(long offset, Span<byte> buffer);

    /// <summary>The whole file in memory, for Skia. A copy, never a mapping: a file that shrinks while it is mapped ends the process.</summary>
    public abstract WholeFile ReadAll();

    /// <summary>For libvips' loaders. What is loaded from it must be disposed before these bytes are.</summary>
    public abstract Source OpenSource();

    public abstract void Dispose();
}

/// <summary>A file's bytes at one address, as long as this lives.</summary>
/// <param name="Owner">Frees the bytes; null where they belong to the caller.</param>
internal readonly record struct WholeFile(nint Pointer, int Length, IDisposable? Owner) : IDisposable
{
    public void Dispose() => Owner?.Dispose();
}
