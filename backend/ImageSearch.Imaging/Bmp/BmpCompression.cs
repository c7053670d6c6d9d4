namespace ImageSearch.Imaging.Bmp;

/// <summary>biCompression of a BITMAPINFOHEADER: those that can be read.</summary>
internal enum BmpCompression
{
    None = 0,
    Rle8 = 1,
    Rle4 = 2,
    BitFields = 3,
    AlphaBitFields = 6,
}
