namespace ImageSearch.Engine.Intake.Importing;

/// <summary>Finds files of earlier imports of the folder that no longer exist. Their pictures stay; each file is reported once.</summary>
internal sealed class VanishedFiles(ImportScope scope, bool recursive, IImportLedger ledger, ImportTally tally)
{
    private const int PageSize = 500;

    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ImportedFile> page = [];
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page = await ledger.UnderAsync(scope.Folder, page.Count == 0 ? null : page[^1], PageSize, cancellationToken).ConfigureAwait(false);
            var vanished = page.Where(IsNews).Select(entry => entry with { Job = tally.Job, Outcome = ImportOutcome.Vanished }).ToList();
            foreach (var entry in vanished)
                tally.Vanish(Path.GetRelativePath(scope.Folder, entry.Path), Explain(entry));
            if (vanished.Count > 0)
                await ledger.RecordAsync(vanished, [], cancellationToken).ConfigureAwait(false);
            await tally.TellIfDueAsync(cancellationToken).ConfigureAwait(false);
        }
        while (page.Count == PageSize);
    }

    private bool IsNews(ImportedFile entry) =>
        (recursive || Path.GetDirectoryName(entry.Path) == scope.Folder)
        && (entry.Outcome != ImportOutcome.Vanished || entry.Job == tally.Job)
        && (entry.IsGone() || (entry.Reference && entry.HasChanged()));

    private static string Explain(ImportedFile entry) => entry.Reference
        ? "The file that was imported is no longer there. Its picture stays, without its original, until the file is back or the picture is deleted."
        : "The file that was imported is no longer there. The library's copy of it stays.";
}
