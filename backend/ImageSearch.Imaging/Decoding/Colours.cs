using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging.Decoding;

/// <summary>
/// From whatever a file holds to 8 bit sRGB, in two steps: what resampling needs before it, and what may wait for fewer pixels.
/// Both throw <see cref="VipsException"/> for channels that are no colours.
/// </summary>
internal static class Colours
{
    /// <summary>8 bits a channel, no alpha (laid over white), no inks: one or three channels, perhaps still under a profile.</summary>
    public static VipsImage ToOpaque8Bit(VipsImage image)
    {
        using var eight = ToEightBit(image);
        using var opaque = eight.HasAlpha
            ? new VipsOperation("flatten").With("in", eight).With("background", [255.0]).ToImage()
            : eight.Share();
        return opaque.Bands switch
        {
            1 or 3 => opaque.Share(),
            2 => Bands(opaque, 1),
            _ => Bands(opaque, 3),
        };
    }

    /// <summary>Three channels of sRGB. An embedded profile that is broken is ignored, as browsers do.</summary>
    public static VipsImage ToSrgb(VipsImage image)
    {
        if (image.HasProfile)
        {
            try
            {
                return Transform(image);
            }
            catch (VipsException)
            {
                // Falls through to what the pixels are without it.
            }
        }

        if (image.Bands == 3)
        {
            return image.Share();
        }

        using var grey = new VipsOperation("copy").With("in", image).With("interpretation", Interpretation.BlackWhite).ToImage();
        return Convert(grey);
    }

    private static VipsImage ToEightBit(VipsImage image)
    {
        if (image.Interpretation == Interpretation.Cmyk)
        {
            // With the file's own profile, else with the press profile that libvips carries.
            return Transform(image, fallback: "cmyk");
        }

        if (image.Format == BandFormat.UChar && image.Interpretation is Interpretation.Srgb or Interpretation.Rgb or Interpretation.BlackWhite)
        {
            return image.Share();
        }

        // Floats and 32 bit integers come out as they are: 0 to 255 counts, the rest is clipped.
        using var colours = Convert(image);
        return colours.Format == BandFormat.UChar
            ? colours.Share()
            : new VipsOperation("cast").With("in", colours).With("format", BandFormat.UChar).ToImage();
    }

    private static VipsImage Transform(VipsImage image, string? fallback = null)
    {
        using var transform = new VipsOperation("icc_transform").With("in", image)
            .With("output-profile", "srgb").With("embedded", true).With("intent", Intent.Perceptual);
        return (fallback is null ? transform : transform.With("input-profile", fallback)).ToImage();
    }

    private static VipsImage Convert(VipsImage image) =>
        new VipsOperation("colourspace").With("in", image).With("space", Interpretation.Srgb).ToImage();

    private static VipsImage Bands(VipsImage image, int count) =>
        new VipsOperation("extract_band").With("in", image).With("band", 0).With("n", count).ToImage();
}
