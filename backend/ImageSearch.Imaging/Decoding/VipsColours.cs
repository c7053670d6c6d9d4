using NetVips;

namespace ImageSearch.Imaging.Decoding;

/// <summary>
/// Converts whatever libvips loaded to 8-bit sRGB. Every method throws <see cref="VipsException"/> for channels that are not colours.
/// </summary>
internal static class VipsColours
{
    /// <summary>
    /// Converts to 8 bits for each channel, without alpha (laid over white) and without inks: one or three channels, which may still need
    /// their profile applied.
    /// </summary>
    public static Image ToOpaque8Bit(Image image)
    {
        using var eight = ToEightBit(image);
        using var opaque = eight.HasAlpha() ? eight.Flatten(background: [255]) : eight.Copy();
        return opaque.Bands is 1 or 3 ? opaque.Copy() : opaque.ExtractBand(0, n: opaque.Bands == 2 ? 1 : 3);
    }

    /// <summary>Converts to three channels of sRGB. A broken embedded profile is ignored, as in browsers.</summary>
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
                // Continues without the profile.
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
            // Uses the file's own profile, or else the press profile that comes with libvips.
            return Transform(image, fallback: "cmyk");
        }

        if (image.Format == Enums.BandFormat.Uchar
            && image.Interpretation is Enums.Interpretation.Srgb or Enums.Interpretation.Rgb or Enums.Interpretation.Bw)
        {
            return image.Copy();
        }

        // Floats and 32-bit integers are taken as they are: values from 0 to 255 count, the rest is clipped.
        using var colours = image.Colourspace(Enums.Interpretation.Srgb);
        return colours.Cast(Enums.BandFormat.Uchar);
    }

    private static Image Transform(Image image, string? fallback) =>
        image.IccTransform("srgb", intent: Enums.Intent.Perceptual, embedded: true, inputProfile: fallback);
}
