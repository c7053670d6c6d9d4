using NetVips;

namespace ImageSearch.Tests.Imaging;

/// <summary>Pixels to be written by an encoder of libvips.</summary>
internal sealed record Canvas(int Width, int Height, int Bands, byte[] Pixels)
{
    public int? PageHeight { get; init; }

    public Enums.Interpretation Interpretation { get; init; } = Bands < 3 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb;

    public byte[]? Profile { get; init; }

    public Canvas As(Enums.Interpretation interpretation) => this with { Interpretation = interpretation };

    public T To<T>(Func<Image, T> encode)
    {
        using var raw = Image.NewFromMemory(Pixels, Width, Height, Bands, Enums.BandFormat.Uchar);
        using var image = raw.Copy(interpretation: Interpretation).Mutate(fields =>
        {
            if (PageHeight is { } pageHeight)
            {
                fields.Set(GValue.GIntType, "page-height", pageHeight);
            }

            if (Profile is { } profile)
            {
                fields.Set(GValue.BlobType, "icc-profile-data", profile);
            }
        });
        return encode(image);
    }
}
