using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;

namespace ImageSearch.Tests.Library;

/// <summary>Where a library in a folder has its files.</summary>
internal static class LibraryPaths
{
    public static string OriginalPath(this LibraryImages images, ImageRecord image)
    {
        // A file of this machine is there at once, or not at all.
        using var original = images.OpenOriginalAsync(image, CancellationToken.None).GetAwaiter().GetResult();
        return original.Path;
    }

    public static async Task<string> ThumbnailPathAsync(
        this LibraryImages images, ImageRecord image, int size, ThumbnailFormat format, CancellationToken cancellationToken)
    {
        using var thumbnail = await images.OpenThumbnailAsync(image, size, format, cancellationToken);
        return thumbnail.Path;
    }
}
