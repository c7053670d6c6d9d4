using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Ports;
using ImageSearch.Engine.Spaces;
using ImageSearch.Engine.Storage;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Library;

/// <summary>The pictures of a library: adds, changes, removes and reads them. Lists and counts come from <see cref="Catalog"/>.</summary>
public sealed partial class LibraryImages
{
    private const int FilesAtOnce = 500;

    private readonly IPictures _pictures;
    private readonly IImageStore _store;
    private readonly ImageIntake _intake;
    private readonly ThumbnailCache _thumbnails;
    private readonly OpenSpaces _spaces;
    private readonly LibraryGate _gate;
    private readonly IndexingWorker _worker;
    private readonly ILogger<LibraryImages> _logger;

    internal LibraryImages(
        IPictures pictures,
        IImageStore store,
        ImageIntake intake,
        ThumbnailCache thumbnails,
        OpenSpaces spaces,
        LibraryGate gate,
        IndexingWorker worker,
        ILogger<LibraryImages> logger)
    {
        _pictures = pictures;
        _store = store;
        _intake = intake;
        _thumbnails = thumbnails;
        _spaces = spaces;
        _gate = gate;
        _worker = worker;
        _logger = logger;
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

    /// <summary>Removes pictures from catalogue, index and disk. An original is deleted with its last picture.</summary>
    public async Task<BulkResult> RemoveAsync(ImageSelection selection, CancellationToken cancellationToken)
    {
        var removal = await _gate.HoldAsync(
            async () =>
            {
                var removed = await _pictures.RemoveAsync(selection, cancellationToken).ConfigureAwait(false);
                await _spaces.RemoveAsync(removed.Ids).ConfigureAwait(false);
                RemoveFiles(removed.Orphans.Take(FilesAtOnce));
                return removed;
            },
            cancellationToken).ConfigureAwait(false);
        // Pictures that others waited for may be gone.
        _worker.Wake();
        await _worker.AnnounceAsync().ConfigureAwait(false);
        // Uploads have their turn in between, and may bring a content again.
        foreach (var others in removal.Orphans.Skip(FilesAtOnce).Chunk(FilesAtOnce))
        {
            await _gate.HoldAsync(
                async () =>
                {
                    var named = await _pictures.NamedContentsAsync(others.Select(orphan => orphan.Sha256).ToList(), CancellationToken.None).ConfigureAwait(false);
                    RemoveFiles(others.Where(orphan => !named.Contains(orphan.Sha256)));
                    return true;
                },
                CancellationToken.None).ConfigureAwait(false);
        }

        return removal.Result;
    }

    /// <summary>Queues failed pictures again.</summary>
    public async Task<BulkResult> RetryAsync(ImageSelection selection, CancellationToken cancellationToken)
    {
        var result = await _pictures.RetryAsync(selection, cancellationToken).ConfigureAwait(false);
        _worker.Wake();
        await _worker.AnnounceAsync().ConfigureAwait(false);
        return result;
    }

    /// <summary>
    /// Returns once every picture that the catalogue calls indexed can be found. The catalogue is written first; the vector follows into
    /// memory behind the same gate.
    /// </summary>
    internal Task SettleAsync(CancellationToken cancellationToken) => _gate.HoldAsync(() => Task.FromResult(true), cancellationToken);

    private void RemoveFiles(IEnumerable<(string Sha256, ImageFormat Format)> orphans)
    {
        foreach (var (sha256, format) in orphans)
            RemoveFiles(sha256, format.FileExtension());
    }

    // A file that cannot be deleted now becomes an orphan that the next start sets aside; the picture itself is already removed.
    private void RemoveFiles(string sha256, string extension)
    {
        try
        {
            // Thumbnails are deleted first: after a crash, the original is left, and the next start finds them through it. They are deleted
            // once more afterwards, because new ones may have been made in between.
            _thumbnails.Remove(sha256);
            _store.Remove(sha256, extension);
            _thumbnails.Remove(sha256);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning("The original {Sha256} could not be removed: {Reason}", sha256, exception.Message);
        }
    }
}
