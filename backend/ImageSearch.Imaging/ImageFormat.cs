namespace ImageSearch.Imaging;

/// <summary>The supported file formats, detected from the content.</summary>
public enum ImageFormat
{
    Jpeg,
    Png,
    Gif,
    WebP,
    Tiff,
    Avif,
    Bmp,
}

/// <summary>The names of formats.</summary>
public static class ImageFormatNames
{
    /// <summary>The media type, as in a Content-Type header: "image/jpeg".</summary>
    public static string MimeType(this ImageFormat format) => "image/" + format.ApiName();

    /// <summary>The lower-case name in the API: "jpeg".</summary>
    public static string ApiName(this ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "jpeg",
        ImageFormat.Png => "png",
        ImageFormat.Gif => "gif",
        ImageFormat.WebP => "webp",
        ImageFormat.Tiff => "tiff",
        ImageFormat.Avif => "avif",
        ImageFormat.Bmp => "bmp",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>The usual ending of a file name, with its dot: ".jpg".</summary>
    public static string FileExtension(this ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => ".jpg",
        ImageFormat.Tiff => ".tif",
        _ => "." + format.ApiName(),
    };

    /// <summary>The reverse of <see cref="ApiName"/>; false for any other text.</summary>
    public static bool TryParse(string? name, out ImageFormat format)
    {
        foreach (var candidate in Enum.GetValues<ImageFormat>())
        {
            if (candidate.ApiName() == name)
            {
                format = candidate;
                return true;
            }
        }

        format = default;
        return false;
    }
}
