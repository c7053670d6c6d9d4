using ImageSearch.Imaging.Native;

namespace ImageSearch.Tests.Imaging;

/// <summary>Pixels on their way into an encoder of libvips.</summary>
internal sealed record Canvas(int Width, int Height, int Bands, byte[] Pixels)
{
    public int? PageHeight { get; init; }

    public Interpretation Interpretation { get; init; } = Bands < 3 ? Interpretation.BlackWhite : Interpretation.Srgb;

    public byte[]? Profile { get; init; }

    public Canvas As(Interpretation interpretation) => this with { Interpretation = interpretation };

    public unsafe T To<T>(Func<VipsImage, T> encode)
    {
        fixed (byte* start = Pixels)
        {
            using var raw = VipsImage.FromPinned(start, Pixels.LongLength, Width, Height, Bands);
            using var image = new VipsOperation("copy").With("in", raw).With("interpretation", Interpretation).ToImage();
            if (PageHeight is { } pageHeight)
            {
                image.Set("page-height", pageHeight);
            }

            if (Profile is { } profile)
            {
                image.Set("icc-profile-data", profile);
            }

            return encode(image);
        }
    }
}
