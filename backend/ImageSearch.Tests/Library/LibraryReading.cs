using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;

namespace ImageSearch.Tests.Library;

/// <summary>What tests read of a library.</summary>
internal static class LibraryReading
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

    /// <summary>The indexed pictures that pass a filter, ascending.</summary>
    public static async Task<long[]> IndexedIdsAsync(this IPictureReads pictures, ImageFilter filter, CancellationToken cancellationToken)
    {
        var layout = await pictures.LayoutAsync(filter with { Status = ImageStatus.Indexed }, ImageSort.Added, descending: false, cancellationToken);
        return layout.Ids.Order().ToArray();
    }
}
