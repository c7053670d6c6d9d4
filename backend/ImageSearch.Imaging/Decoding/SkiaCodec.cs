using ImageSearch.Imaging.Headers;
using SkiaSharp;

namespace ImageSearch.Imaging.Decoding;

/// <summary>Skia's decoder of one file. It is open, and its size agrees with the header that was checked against the limits.</summary>
internal sealed class SkiaCodec : IDisposable
{
    private readonly WholeFile _file;
    private readonly SKData _data;
    private readonly SKCodec _codec;

    /// <exception cref="ImageException">The file is incomplete or damaged.</exception>
    public SkiaCodec(PictureBytes file, StoredHeader header)
    {
        _file = file.ReadAll();
        try
        {
            _data = SKData.Create(_file.Pointer, _file.Length);
            _codec = SKCodec.Create(_data) ?? throw ImageException.Truncated();
            var info = _codec.Info;
            if ((info.Width, info.Height) != (header.Width, header.Height))
            {
                throw ImageException.Truncated();
            }

            // Without a profile, the values are read as sRGB, whatever gamma a PNG declares, because most of these files are made and shown
            // as sRGB.
            Info = new SKImageInfo(info.Width, info.Height, SKColorType.Rgba8888, info.IsOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul)
                .WithColorSpace(header.HasProfile ? SKColorSpace.CreateSrgb() : null);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public SKCodec Codec => _codec;

    /// <summary>The format of the decoded pixels.</summary>
    public SKImageInfo Info { get; }

    public void Dispose()
    {
        _codec?.Dispose();
        _data?.Dispose();
        _file.Dispose();
    }
}
