using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Orphans;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Local;

/// <summary>
/// Files are moved into place, the file system is flushed once, and one transaction follows: the group commit of all uploads that wait.
/// </summary>
internal sealed class LocalIntake(
    SqliteCatalog catalog, OriginalStore store, OrphanStore orphans, IImportLedger imports, LibraryGate gate, ILogger<LocalIntake> logger) : IIntake
{
    public Task<IntakeResult> CommitAsync(IReadOnlyList<IntakeRequest> requests, CancellationToken cancellationToken) =>
        gate.HoldAsync(() => CommitBehindGateAsync(requests), cancellationToken);

    private async Task<IntakeResult> CommitBehindGateAsync(IReadOnlyList<IntakeRequest> requests)
    {
        var contents = requests.SelectMany(request => request.Candidates).Select(candidate => candidate.File.Sha256).ToList();
        var known = await catalog.FindByContentAsync(contents, CancellationToken.None).ConfigureAwait(false);
        var plan = new IntakePlan(known, image => store.Has(image.Sha256, image.Format));
        foreach (var request in requests)
            plan.Add(request.Candidates, request.Options);
        var added = await StoreAsync(plan).ConfigureAwait(false);
        TakeBack(plan);
        return new IntakeResult(plan.Outcomes(added).ToList(), added.Count, plan.Restored.Count);
    }

    private async Task<IReadOnlyList<ImageRecord>> StoreAsync(IntakePlan plan)
    {
        // A file that was there before may belong to a lost catalogue: it stays, whatever happens to this upload.
        var placed = plan.Placements.Where(file => !store.Has(file.File.Sha256, file.Header!.Format)).ToList();
        try
        {
            foreach (var file in plan.Placements)
                store.Place(file.File.Path, file.File.Sha256, file.Header!.Format.FileExtension());
            if (plan.Placements.Count > 0)
                store.Flush();
            if (plan.Restored.Count > 0)
            {
                await catalog.RetryAsync(
                    new ImageSelection.ByIds(plan.Restored.Select(image => image.Id).ToList()), CancellationToken.None).ConfigureAwait(false);
            }

            var added = plan.Additions.Count == 0 ? [] : await catalog.AddAsync(plan.Additions, CancellationToken.None).ConfigureAwait(false);
            if (plan.Sightings.Count > 0 || plan.Adopted.Count > 0)
                await imports.RecordAsync(plan.Sightings, plan.Adopted, CancellationToken.None).ConfigureAwait(false);
            return added;
        }
        catch
        {
            await WithdrawAsync(placed).ConfigureAwait(false);
            throw;
        }
    }

    // The usual cause is a full disk, so files of pictures that were not added must not keep it full.
    private async Task WithdrawAsync(List<Candidate> placed)
    {
        try
        {
            var named = await catalog.NamedContentsAsync(
                placed.Select(file => file.File.Sha256).ToList(), CancellationToken.None).ConfigureAwait(false);
            foreach (var file in placed.Where(file => !named.Contains(file.File.Sha256)))
                store.Remove(file.File.Sha256, file.Header!.Format.FileExtension());
        }
#pragma warning disable CA1031 // The callers get the original failure instead; a later start sets these files aside.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogWarning("Originals of a failed upload are left until a later start: {Reason}", exception.Message);
        }
    }

    // For pictures whose content was set aside before. They are added already, even if this fails.
    private void TakeBack(IntakePlan plan)
    {
        try
        {
            var back = plan.Additions.Select(image => (image.Sha256, Extension: image.Header.Format.FileExtension()))
                .Concat(plan.Restored.Select(image => (image.Sha256, Extension: image.Format.FileExtension())))
                .Distinct().Where(file => orphans.Has(file.Sha256, file.Extension)).ToList();
            if (back.Count > 0)
                orphans.GiveBack(back, "a picture with this content was added");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("Originals could not be moved back from {Folder}: {Reason}", orphans.Folder, exception.Message);
        }
    }
}
