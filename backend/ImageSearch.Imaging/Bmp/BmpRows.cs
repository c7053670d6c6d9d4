using ImageSearch.Imaging.Decoding;

namespace ImageSearch.Imaging.Bmp;

/// <summary>Rows of RGB in the order of the file, one after the other, so that no more than one is in memory.</summary>
internal abstract class BmpRows
{
    /// <exception cref="ImageException">The file ends before the row does.</exception>
    public abstract void ReadNext(Span<byte> rgb);

    public static BmpRows Open(PictureBytes file, BmpHeader header) =>
        header.IsRunLength ? new BmpRunRows(file, header) : new BmpPlainRows(file, header);
}
