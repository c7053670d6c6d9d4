using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Ports;
using ImageSearch.Engine.Storage;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Library;

/// <summary>The pictures of a library: adds, changes, removes and reads them. Lists and counts come from <see cref="Catalog"/>.</summary>
public sealed partial class LibraryImages
{
    private readonly IPictures _pictures;
    private readonly IImageStore _store;
    private readonly ImageIntake _intake;
    private readonly ThumbnailCache _thumbnails;
    private readonly IRemoval _removal;
    private readonly IndexingWorker _worker;

    internal LibraryImages(
        IPictures pictures,
        IImageStore store,
        ImageIntake intake,
        ThumbnailCache thumbnails,
        IRemoval removal,
        IndexingWorker worker)
    {
        _pictures = pictures;
        _store = store;
        _intake = intake;
        _thumbnails = thumbnails;
        _removal = removal;
        _worker = worker;
    }

    /// <summary>Reads.</summary>
    public IPictureReads Catalog => _pictures;

    /// <inheritdoc cref="ImageIntake.AddAsync"/>
    public Task<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<SpooledFile> files, AddOptions options, CancellationToken cancellationToken) =>
        _intake.AddAsync(files, options, cancellationToken);

    /// <summary>The path of the original, for reading only.</summary>
    /// <exception cref="OriginalMissingException">The file does not exist.</exception>
    public string OriginalPath(ImageRecord image) => _store.OriginalOf(image);

    /// <inheritdoc cref="ThumbnailCache.GetAsync"/>
    public Task<string> ThumbnailAsync(ImageRecord image, int size, ThumbnailFormat format, CancellationToken cancellationToken) =>
        _thumbnails.GetAsync(image, size, format, cancellationToken);

    /// <summary>Removes pictures with their vectors and thumbnails. An original is deleted with its last picture.</summary>
    public Task<BulkResult> RemoveAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        _removal.RemoveAsync(selection, ChangedAsync, cancellationToken);

    /// <summary>Queues failed pictures again.</summary>
    public async Task<BulkResult> RetryAsync(ImageSelection selection, CancellationToken cancellationToken)
    {
        var result = await _pictures.RetryAsync(selection, cancellationToken).ConfigureAwait(false);
        await ChangedAsync().ConfigureAwait(false);
        return result;
    }

    // Waiting pictures may be gone, or new ones may wait.
    private async Task ChangedAsync()
    {
        _worker.Wake();
        await _worker.AnnounceAsync().ConfigureAwait(false);
    }
}
