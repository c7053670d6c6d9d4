using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Local.Orphans;

/// <summary>
/// Looks once at each start for originals that no picture names. A crash between storing a file and its row leaves such a file. They are
/// set aside, never deleted, and only if the catalogue can be trusted: a catalogue that lost rows looks the same from here.
/// </summary>
internal sealed class OrphanSweep(
    SqliteCatalog catalog, OriginalStore store, OrphanStore orphans, CatalogSession session, ThumbnailCache thumbnails, LibraryGate gate,
    DataDirectory directory, ILogger<OrphanSweep> logger)
{
    /// <summary>The most files that one sweep moves.</summary>
    public const int Most = 100;

    /// <summary>A sweep may move this many files in a library of any size.</summary>
    public const int Few = 10;

    private const int Share = 100;
    private const int Bulk = 256;
    private const int Listed = 1000;

    /// <summary>Sets orphans aside, or logs why they stay.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var census = await CountAsync(cancellationToken).ConfigureAwait(false);
        if (census.Unnamed == 0)
        {
            await session.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            logger.LogDebug("Pictures name all {Count} originals", census.Originals);
            return;
        }

        var most = Math.Min(Most, Math.Max(Few, census.Originals / Share));
        if (await RefusalAsync(census, most, cancellationToken).ConfigureAwait(false) is var (why, advice))
        {
            logger.LogWarning(
                "{Unnamed} of {Originals} originals in {Folder} have no picture in the catalogue. They stay where they are: {Why}. {Advice}",
                census.Unnamed, census.Originals, directory.Images, why, advice);
            return;
        }

        var moved = await gate.HoldAsync(() => SetAsideAsync(census.Files, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (moved > 0)
        {
            logger.LogWarning(
                "{Count} of {Originals} originals have no picture in the catalogue and were moved to {Folder}. They are deleted after "
                    + "{Days} days, unless a picture with their content is added; README.txt there says more",
                moved, census.Originals, orphans.Folder, OrphanExpiry.Patience.Days);
        }
    }

    private async Task<Census> CountAsync(CancellationToken cancellationToken)
    {
        var (originals, unnamed) = (0, 0);
        var files = new List<(string Sha256, string Extension)>();
        // In bulk: a library of a hundred thousand pictures then needs only four hundred queries, at a time when the first requests arrive.
        foreach (var some in store.Enumerate().Chunk(Bulk))
        {
            cancellationToken.ThrowIfCancellationRequested();
            originals += some.Length;
            var found = Unnamed(some);
            unnamed += found.Count;
            files.AddRange(found.Take(Listed - files.Count));
        }

        // An upload in progress has placed its files but not yet written their rows. Behind the gate, both are done.
        if (unnamed > 0 && unnamed == files.Count)
        {
            files = await gate.HoldAsync(() => Task.FromResult(Unnamed(files)), cancellationToken).ConfigureAwait(false);
            unnamed = files.Count;
        }

        return new Census(originals, unnamed, files);
    }

    private List<(string Sha256, string Extension)> Unnamed(IReadOnlyCollection<(string Sha256, string Extension)> files)
    {
        var named = catalog.ContentsAmong(files.Select(file => file.Sha256));
        return files.Where(file => !named.Contains(file.Sha256)).ToList();
    }

    private async Task<(string Why, string Advice)?> RefusalAsync(Census census, int most, CancellationToken cancellationToken)
    {
        if (session.Doubt == CatalogDoubt.None && await session.CheckAsync(cancellationToken).ConfigureAwait(false) is { } damage)
            logger.LogError("The catalogue {Path} is damaged: {Damage}", directory.Catalog, damage);
        if (session.Doubt != CatalogDoubt.None)
            return session.Doubt.Explain(directory);
        return census.Unnamed > most
            ? ($"no more than {most} are moved at once, because so many suggest that the catalogue lost some", CatalogDoubts.RestoreOrAdd(directory))
            : null;
    }

    private async Task<int> SetAsideAsync(IReadOnlyCollection<(string Sha256, string Extension)> files, CancellationToken cancellationToken)
    {
        var named = await catalog.NamedContentsAsync(files.Select(file => file.Sha256).ToList(), cancellationToken).ConfigureAwait(false);
        var found = files.Where(file => !named.Contains(file.Sha256) && File.Exists(store.PathOf(file.Sha256, file.Extension))).ToList();
        if (found.Count == 0)
            return 0;
        orphans.Take(found, "no picture of the catalogue names them");
        foreach (var (sha256, _) in found)
            thumbnails.Remove(sha256);
        return found.Count;
    }

    /// <param name="Files">The unnamed files, up to a limit.</param>
    private sealed record Census(int Originals, int Unnamed, List<(string Sha256, string Extension)> Files);
}
