using NetVips;

namespace ImageSearch.Imaging.Headers;

/// <summary>The bytes of a picture in a file or in memory, readable at any offset.</summary>
internal abstract class PictureBytes : IDisposable
{
    public abstract long Length { get; }

    /// <summary>Fills the buffer; returns fewer bytes only at the end of the file.</summary>
    public abstract int Read(long offset, Span<byte> buffer);

    /// <summary>The whole file in memory, for Skia. It is a copy, not a mapping: if a mapped file shrinks, the process crashes.</summary>
    public abstract WholeFile ReadAll();

    /// <summary>A source for libvips' loaders. Everything that is loaded from it must be disposed before this object.</summary>
    public abstract Source OpenSource();

    public abstract void Dispose();
}

/// <summary>A file's bytes at one address, valid until this is disposed.</summary>
/// <param name="Owner">Frees the bytes; null if they belong to the caller.</param>
internal readonly record struct WholeFile(nint Pointer, int Length, IDisposable? Owner) : IDisposable
{
    public void Dispose() => Owner?.Dispose();
}
