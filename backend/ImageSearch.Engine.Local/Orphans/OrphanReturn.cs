using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Pictures;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Local.Orphans;

/// <summary>Returns files from the orphans to pictures whose original is missing, as after the catalogue was restored.</summary>
internal sealed class OrphanReturn(SqliteCatalog catalog, OriginalStore store, OrphanStore orphans, ILogger<OrphanReturn> logger)
{
    /// <summary>Must be called with the library's gate held, or before any other access.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var there = orphans.List();
            if (there.Count == 0)
                return;
            var named = await catalog.NamedContentsAsync(there.Select(file => file.Sha256).ToList(), cancellationToken).ConfigureAwait(false);
            var wanted = there.Where(file => named.Contains(file.Sha256) && !File.Exists(store.PathOf(file.Sha256, file.Extension))).ToList();
            if (wanted.Count == 0)
                return;
            orphans.GiveBack(wanted, "a picture of the catalogue names it");
            logger.LogInformation("{Count} originals are back from {Folder}: pictures of the catalogue name them", wanted.Count, orphans.Folder);
            await RetryAsync(wanted.Select(file => file.Sha256).ToList(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or LibraryException { Kind: LibraryErrorKind.Full })
        {
            logger.LogWarning("Originals could not be moved back from {Folder}: {Reason}", orphans.Folder, exception.Message);
        }
    }

    // For pictures that failed because their file was missing.
    private async Task RetryAsync(List<string> contents, CancellationToken cancellationToken)
    {
        var found = await catalog.FindByContentAsync(contents, cancellationToken).ConfigureAwait(false);
        var ids = found.Values.Select(image => image.Id).ToList();
        await catalog.RetryAsync(new ImageSelection.ByIds(ids), cancellationToken).ConfigureAwait(false);
    }
}
