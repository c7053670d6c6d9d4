using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Jobs;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Spaces;

/// <summary>
/// What a start does about spaces: which model is wanted (one that was given wins over one that was chosen at run time, that one over
/// those that are looked for), and whether the library must move to it.
/// </summary>
internal sealed class SpaceStart(
    ModelLocator locator, ModelFinder models, SpaceOpener opener, ISpaceIndexes indexes, IEmbeddings embeddings, ISpaces spaces, IJobStore jobs,
    ILogger<SpaceStart> logger)
{
    /// <summary>Opens the space that searches answer from.</summary>
    /// <returns>It, and the change that must be under way when the library is open; null where none is wanted.</returns>
    /// <exception cref="ModelException">There is no usable model; the message says what to do.</exception>
    public async Task<(LibrarySpace Active, SpaceChange? Next)> OpenAsync(CancellationToken cancellationToken)
    {
        var unfinished = (await jobs.UnfinishedAsync(cancellationToken).ConfigureAwait(false)).Where(job => job.Kind == SpaceJob.JobKind).ToList();
        var active = await spaces.ActiveAsync(cancellationToken).ConfigureAwait(false) is { } id
            ? (await spaces.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(space => space.Id == id)
            : null;
        if (active is not null && indexes.TraitsOf(active.Kind) is null)
        {
            logger.LogWarning(
                "The index {Id} is of the type {Type}, which this version cannot read. The pictures are embedded again; searches wait until "
                    + "that is done",
                active.Id,
                active.Kind.Type);
            active = null;
        }

        var filled = active is not null && await embeddings.HasPicturesAsync(active.Id, cancellationToken).ConfigureAwait(false) ? active : null;
        var wanted = await WantedAsync(unfinished, cancellationToken).ConfigureAwait(false);
        var space = await OldAsync(wanted, filled, cancellationToken).ConfigureAwait(false);
        var next = space is null || (space.Embedder.Problem is not null && !wanted.IsWish) ? null : wanted;
        try
        {
            if (next is not null)
                await CheckAsync(wanted.Model, cancellationToken).ConfigureAwait(false);
            space ??= await NewAsync(wanted, filled, cancellationToken).ConfigureAwait(false);
            next ??= space.Embedder is { Problem: null, Space.IsCurrent: false } ? wanted : null;
            await CancelOthersAsync(unfinished, wanted, cancellationToken).ConfigureAwait(false);
            if (await LostAsync(space, cancellationToken).ConfigureAwait(false) is { } reason)
            {
                logger.LogWarning("{Reason} The pictures are embedded again; searches wait until that is done", reason);
                await space.DisposeAsync().ConfigureAwait(false);
                space = await opener.OpenAsync(wanted.Model, null, _ => indexes.Initial, cancellationToken).ConfigureAwait(false);
                next = null;
                await EnterAsync(space, cancellationToken).ConfigureAwait(false);
            }

            if (space.Embedder.Problem is { } problem)
                logger.LogWarning("{Problem}", problem);
            return (space, next?.Change);
        }
        catch
        {
            if (space is not null)
                await space.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Enters the space.</summary>
    /// <returns>Why nothing is left in it to answer from; null where it answers.</returns>
    private async Task<string?> LostAsync(LibrarySpace space, CancellationToken cancellationToken)
    {
        try
        {
            await EnterAsync(space, cancellationToken).ConfigureAwait(false);
            return space.Embedder.Problem is { } problem && space.Index.Count == 0 ? problem : null;
        }
        catch (UntrainedIndexException exception)
        {
            return exception.Message;
        }
    }

    private async Task EnterAsync(LibrarySpace space, CancellationToken cancellationToken)
    {
        await SweepAsync(space, cancellationToken).ConfigureAwait(false);
        await spaces.RecordAsync(SpaceRecord.Of(space), cancellationToken).ConfigureAwait(false);
        await space.Index.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    // The index that is there goes on answering, of whatever kind it is.
    private IndexKind KindOf(SpaceRecord? filled, EmbeddingSpace now) =>
        filled is not null && filled.Kind.IdIn(now) == filled.Id ? filled.Kind : indexes.Initial;

    private async Task<Wanted> WantedAsync(List<JobRecord> unfinished, CancellationToken cancellationToken)
    {
        if (!locator.IsGiven)
        {
            // What a user asked for last, and is not done yet, comes before what one chose earlier.
            var asked = unfinished.Select(SpaceChange.Of).LastOrDefault(change => change.Chosen && !change.IsForLater);
            foreach (var known in new[] { asked?.Model, await spaces.ChosenModelAsync(cancellationToken).ConfigureAwait(false) })
            {
                if (known is null)
                    continue;
                if (await models.FindAsync(known, cancellationToken).ConfigureAwait(false) is { } file)
                    return new Wanted(file, known == asked?.Model ? asked : null, IsWish: true);
                logger.LogWarning("The model that was chosen, {Path}, is not there any more, nor is another file with its contents", known.Path);
            }
        }

        // The built-in model is what there is for want of a better one: no library leaves its vectors for that unasked.
        var found = await locator.LocateAsync(cancellationToken).ConfigureAwait(false);
        return new Wanted(found, null, locator.IsGiven || found.Registered is not { BuiltIn: true });
    }

    /// <summary>The space of the library as it is, where that is another than the wanted one: with its model, or its vectors alone.</summary>
    private async Task<LibrarySpace?> OldAsync(Wanted wanted, SpaceRecord? active, CancellationToken cancellationToken)
    {
        if (active is null || active.Model.IsSame(KnownModel.Of(wanted.Model)))
            return null;
        if (await models.FindAsync(active.Model, cancellationToken).ConfigureAwait(false) is not { } model)
            return opener.OpenWithoutModel(active, "is not there any more, nor is another file with its contents");
        try
        {
            var space = await opener.OpenAsync(model, active, _ => active.Kind, cancellationToken).ConfigureAwait(false);
            if (space.Id == active.Id)
                return space;
            await space.DisposeAsync().ConfigureAwait(false);
            return opener.OpenWithoutModel(active, $"makes another space now, {space.Id}, than {active.Id}");
        }
        catch (ModelException exception)
        {
            return OpenWithoutModel(active, exception);
        }
    }

    private async Task<LibrarySpace> NewAsync(Wanted wanted, SpaceRecord? active, CancellationToken cancellationToken)
    {
        try
        {
            return await opener.OpenAsync(wanted.Model, active, now => KindOf(active, now), cancellationToken).ConfigureAwait(false);
        }
        catch (ModelException exception) when (
            !locator.IsGiven && active?.Model.IsSame(KnownModel.Of(wanted.Model)) == true)
        {
            return OpenWithoutModel(active, exception);
        }
    }

    private LibrarySpace OpenWithoutModel(SpaceRecord active, ModelException exception) =>
        opener.OpenWithoutModel(active, $"is of no use any more ({exception.Message.TrimEnd('.')})");

    // A model that does not work must keep the service from starting, not fail a job that nobody looks at.
    private async Task CheckAsync(ModelFile model, CancellationToken cancellationToken)
    {
        var space = await opener.OpenAsync(model, null, _ => indexes.Initial, cancellationToken).ConfigureAwait(false);
        await space.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CancelOthersAsync(List<JobRecord> unfinished, Wanted wanted, CancellationToken cancellationToken)
    {
        foreach (var job in unfinished.Where(job => IsOver(SpaceChange.Of(job), wanted)))
        {
            const string Reason = "The service was started with another model.";
            await jobs.EndAsync(job.Id, JobState.Cancelled, Reason, null, cancellationToken).ConfigureAwait(false);
            logger.LogInformation("Job {Id}, the change to {Model}, is cancelled: {Reason}", job.Id, SpaceChange.Of(job).Model.Path, Reason);
        }
    }

    // A model that is on its way comes after the one that is wanted until then, but not after one that was given.
    private bool IsOver(SpaceChange change, Wanted wanted) =>
        !change.Model.IsSame(KnownModel.Of(wanted.Model)) && (locator.IsGiven || !change.IsForLater);

    /// <summary>Forgets spaces that were being built and are not wanted any more. Their folders go when the index is opened.</summary>
    private async Task SweepAsync(LibrarySpace active, CancellationToken cancellationToken)
    {
        var wanted = (await jobs.UnfinishedAsync(cancellationToken).ConfigureAwait(false)).Where(job => job.Kind == SpaceJob.JobKind)
            .Select(job => SpaceChange.Of(job).Space)
            .Append(active.Id)
            .Append(await spaces.ActiveAsync(cancellationToken).ConfigureAwait(false))
            .ToHashSet();
        foreach (var space in (await spaces.ListAsync(cancellationToken).ConfigureAwait(false)).Where(
            space => !space.Kept && !wanted.Contains(space.Id)))
        {
            await spaces.RemoveAsync(space.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <param name="IsWish">Whether somebody wants it, and it is not merely what there is.</param>
    private sealed record Wanted(ModelFile Model, SpaceChange? Asked, bool IsWish)
    {
        public SpaceChange Change => Asked ?? new SpaceChange(KnownModel.Of(Model), KeepOld: false, Chosen: false, null);
    }
}
