using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Local.Orphans;

/// <summary>
/// Deletes orphans permanently once they are old enough, and only if the catalogue is sound and still does not name them.
/// </summary>
internal sealed class OrphanExpiry(
    SqliteCatalog catalog, OrphanStore orphans, OrphanReturn returns, CatalogSession session, LibraryGate gate, TimeProvider clock,
    DataDirectory directory, ILogger<OrphanExpiry> logger)
{
    /// <summary>How long an orphan is kept.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var due = orphans.MovedUntil(clock.GetUtcNow() - Patience);
        if (due.Count == 0)
            return;
        if (session.Doubt == CatalogDoubt.None && await session.CheckAsync(cancellationToken).ConfigureAwait(false) is { } damage)
            logger.LogError("The catalogue {Path} is damaged: {Damage}", directory.Catalog, damage);
        if (session.Doubt != CatalogDoubt.None)
        {
            var (why, advice) = session.Doubt.Explain(directory);
            logger.LogWarning(
                "{Count} orphans in {Folder} are older than {Days} days but are kept: {Why}. {Advice}",
                due.Count, orphans.Folder, Patience.Days, why, advice);
            return;
        }

        await gate.HoldAsync(
            async () =>
            {
                await returns.RunAsync(cancellationToken).ConfigureAwait(false);
                return await DeleteAsync(due, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> DeleteAsync(IReadOnlyCollection<(string Sha256, string Extension)> due, CancellationToken cancellationToken)
    {
        var named = await catalog.NamedContentsAsync(due.Select(file => file.Sha256).ToList(), cancellationToken).ConfigureAwait(false);
        var unnamed = due.Where(file => !named.Contains(file.Sha256)).ToList();
        if (unnamed.Count == 0)
            return 0;
        orphans.Delete(unnamed, $"no picture of the catalogue named it for {Patience.Days} days");
        logger.LogInformation(
            "{Count} orphans in {Folder} are deleted: no picture of the catalogue named them for {Days} days; ledger.jsonl there lists them",
            unnamed.Count, orphans.Folder, Patience.Days);
        return unnamed.Count;
    }
}
