using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Local;

/// <summary>Removes pictures from catalogue, open indexes and disk. An original goes when its last picture does.</summary>
internal sealed class PictureRemoval(
    SqliteCatalog catalog, OpenIndexes indexes, OriginalStore store, ThumbnailCache thumbnails,
    LibraryGate gate, ILogger<PictureRemoval> logger) : IRemoval
{
    private const int FilesAtOnce = 500;

    public async Task<BulkResult> RemoveAsync(ImageSelection selection, Func<Task> removed, CancellationToken cancellationToken)
    {
        var removal = await gate.HoldAsync(
            async () =>
            {
                var gone = await catalog.RemoveAsync(selection, cancellationToken).ConfigureAwait(false);
                await indexes.RemoveAsync(gone.Ids).ConfigureAwait(false);
                RemoveFiles(gone.Orphans.Take(FilesAtOnce));
                return gone;
            },
            cancellationToken).ConfigureAwait(false);
        await removed().ConfigureAwait(false);
        // Uploads have their turn in between, and may bring a content again.
        foreach (var others in removal.Orphans.Skip(FilesAtOnce).Chunk(FilesAtOnce))
        {
            await gate.HoldAsync(
                async () =>
                {
                    var contents = others.Select(orphan => orphan.Sha256).ToList();
                    var named = await catalog.NamedContentsAsync(contents, CancellationToken.None).ConfigureAwait(false);
                    RemoveFiles(others.Where(orphan => !named.Contains(orphan.Sha256)));
                    return true;
                },
                CancellationToken.None).ConfigureAwait(false);
        }

        return removal.Result;
    }

    private void RemoveFiles(IEnumerable<(string Sha256, ImageFormat Format)> orphans)
    {
        foreach (var (sha256, format) in orphans)
            RemoveFiles(sha256, format.FileExtension());
    }

    // What cannot be removed now is an orphan that the next start sets aside: the picture itself is gone already.
    private void RemoveFiles(string sha256, string extension)
    {
        try
        {
            // Thumbnails go first, so that a crash leaves an original, by which the next start finds them; and once more for what
            // was made in between.
            thumbnails.Remove(sha256);
            store.Remove(sha256, extension);
            thumbnails.Remove(sha256);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The original {Sha256} could not be removed: {Reason}", sha256, exception.Message);
        }
    }
}
