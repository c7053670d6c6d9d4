using ImageSearch.Engine.Files;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Pictures;

/// <summary>The pictures of a library: changes, removes and reads them. Lists and counts come from <see cref="Catalog"/>.</summary>
public sealed partial class LibraryImages
{
    private readonly IPictures _pictures;
    private readonly IOriginals _originals;
    private readonly IThumbnails _thumbnails;
    private readonly IRemoval _removal;
    private readonly Func<Task> _changed;

    /// <param name="changed">Called after pictures were removed or queued again: waiting ones may be gone, or new ones may wait.</param>
    internal LibraryImages(IPictures pictures, IOriginals originals, IThumbnails thumbnails, IRemoval removal, Func<Task> changed)
    {
        _pictures = pictures;
        _originals = originals;
        _thumbnails = thumbnails;
        _removal = removal;
        _changed = changed;
    }

    /// <summary>Reads.</summary>
    public IPictureReads Catalog => _pictures;

    /// <inheritdoc cref="IOriginals.OpenAsync"/>
    public Task<LocalFile> OpenOriginalAsync(ImageRecord image, CancellationToken cancellationToken) =>
        _originals.OpenAsync(image, cancellationToken);

    /// <inheritdoc cref="IThumbnails.OpenAsync"/>
    public Task<LocalFile> OpenThumbnailAsync(ImageRecord image, int size, ThumbnailFormat format, CancellationToken cancellationToken) =>
        _thumbnails.OpenAsync(image, size, format, cancellationToken);

    /// <summary>Removes pictures with their vectors and thumbnails. An original is deleted with its last picture.</summary>
    public Task<BulkResult> RemoveAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        _removal.RemoveAsync(selection, _changed, cancellationToken);

    /// <summary>Queues failed pictures again.</summary>
    public async Task<BulkResult> RetryAsync(ImageSelection selection, CancellationToken cancellationToken)
    {
        var result = await _pictures.RetryAsync(selection, cancellationToken).ConfigureAwait(false);
        await _changed().ConfigureAwait(false);
        return result;
    }
}
