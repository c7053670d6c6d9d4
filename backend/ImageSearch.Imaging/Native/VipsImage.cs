namespace ImageSearch.Imaging.Native;

/// <summary>An image of libvips: mostly a description of work, which is done when its pixels are asked for.</summary>
internal sealed class VipsImage : VipsObject
{
    public int Width => VipsNative.vips_image_get_width(this);

    public int Height => VipsNative.vips_image_get_height(this);

    public int Bands => VipsNative.vips_image_get_bands(this);

    public BandFormat Format => (BandFormat)VipsNative.vips_image_get_format(this);

    public Interpretation Interpretation => (Interpretation)VipsNative.vips_image_get_interpretation(this);

    /// <summary>Pages of the whole file, though only the first was loaded; at least 1.</summary>
    public int Pages => Math.Max(1, VipsNative.vips_image_get_n_pages(this));

    /// <summary>The EXIF orientation, 1 to 8; 1 where the file gives none or nonsense.</summary>
    public int Orientation => VipsNative.vips_image_get_orientation(this) is >= 1 and <= 8 and var value ? value : 1;

    public bool HasAlpha => VipsNative.vips_image_hasalpha(this) != 0;

    public bool HasProfile => VipsNative.vips_image_get_typeof(this, "icc-profile-data") != 0;

    /// <summary>Wraps 8 bit pixels without copying: they stay pinned until everything built on the image is disposed.</summary>
    public static unsafe VipsImage FromPinned(void* pixels, long length, int width, int height, int bands)
    {
        VipsLibrary.EnsureStarted();
        return Owned(VipsNative.vips_image_new_from_memory(pixels, (nuint)length, width, height, bands, (int)BandFormat.UChar));
    }

    /// <summary>Copies 8 bit pixels.</summary>
    public static unsafe VipsImage FromCopy(ReadOnlySpan<byte> pixels, int width, int height, int bands)
    {
        VipsLibrary.EnsureStarted();
        fixed (byte* start = pixels)
        {
            return Owned(VipsNative.vips_image_new_from_memory_copy(start, (nuint)pixels.Length, width, height, bands, (int)BandFormat.UChar));
        }
    }

    /// <summary>A second reference to the same image, to be disposed by itself.</summary>
    public VipsImage Share() => Owned(VipsNative.g_object_ref(this));

    public void Set(string name, int number) => VipsNative.vips_image_set_int(this, name, number);

    public unsafe void Set(string name, ReadOnlySpan<byte> data)
    {
        fixed (byte* start = data)
        {
            VipsNative.vips_image_set_blob_copy(this, name, start, (nuint)data.Length);
        }
    }

    /// <summary>Does the work and returns the pixels row by row without padding.</summary>
    /// <exception cref="VipsException">The pixels cannot be computed, as when the file is cut off.</exception>
    public unsafe byte[] ToPixels()
    {
        if (Format != BandFormat.UChar)
        {
            throw new InvalidOperationException($"Only 8 bit pixels can be taken, not {Format}");
        }

        var pixels = GC.AllocateUninitializedArray<byte>(checked(Width * Height * Bands));
        fixed (byte* start = pixels)
        {
            using var target = FromPinned(start, pixels.LongLength, Width, Height, Bands);
            VipsException.ThrowIfFailed(VipsNative.vips_image_write(this, target));
        }

        return pixels;
    }
}
