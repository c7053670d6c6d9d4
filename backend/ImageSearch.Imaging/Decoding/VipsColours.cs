using NetVips;

namespace ImageSearch.Imaging.Decoding;

/// <summary>From whatever libvips loaded to 8 bit sRGB. Every method throws <see cref="VipsException"/> for channels that are no colours.</summary>
internal static class VipsColours
{
    /// <summary>8 bits a channel, no alpha (laid over white), no inks: one or three channels, perhaps still under a profile.</summary>
    public static Image ToOpaque8Bit(Image image)
    {
        using var eight = ToEightBit(image);
        using var opaque = eight.HasAlpha() ? eight.Flatten(background: [255]) : eight.Copy();
        return opaque.Bands is 1 or 3 ? opaque.Copy() : opaque.ExtractBand(0, n: opaque.Bands == 2 ? 1 : 3);
    }

    /// <summary>Three channels of sRGB. An embedded profile that is broken is ignored, as browsers do.</summary>
    public static Image ToSrgb(Image image)
    {
        if (image.Contains("icc-profile-data"))
        {
            try
            {
                return Transform(image, null);
            }
            catch (VipsException)
            {
                // Falls through to what the pixels are without it.
            }
        }

        if (image.Bands == 3)
        {
            return image.Copy();
        }

        using var grey = image.Copy(interpretation: Enums.Interpretation.Bw);
        return grey.Colourspace(Enums.Interpretation.Srgb);
    }

    private static Image ToEightBit(Image image)
    {
        if (image.Interpretation == Enums.Interpretation.Cmyk)
        {
            // With the file's own profile, else with the press profile that libvips carries.
            return Transform(image, fallback: "cmyk");
        }

        if (image.Format == Enums.BandFormat.Uchar
            && image.Interpretation is Enums.Interpretation.Srgb or Enums.Interpretation.Rgb or Enums.Interpretation.Bw)
        {
            return image.Copy();
        }

        // Floats and 32 bit integers come out as they are: 0 to 255 counts, the rest is clipped.
        using var colours = image.Colourspace(Enums.Interpretation.Srgb);
        return colours.Cast(Enums.BandFormat.Uchar);
    }

    private static Image Transform(Image image, string? fallback) =>
        image.IccTransform("srgb", intent: Enums.Intent.Perceptual, embedded: true, inputProfile: fallback);
}
