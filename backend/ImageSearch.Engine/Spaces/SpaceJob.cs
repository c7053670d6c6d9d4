using System.Text.Json;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Models;
using ImageSearch.Engine.Pictures;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Spaces;

/// <summary>
/// The job "space": fetches the model where it is not there, builds its space beside the active one, switches to it and puts the old one away.
/// </summary>
internal sealed class SpaceJob(
    OpenSpaces open,
    ISpaces spaces,
    SpaceBuilder builder,
    SpaceOpener opener,
    ModelFinder models,
    ModelFetch fetch,
    ISpaceIndexes indexes,
    IPictureReads pictures,
    IndexingWorker worker,
    TimeProvider clock,
    ILogger<SpaceJob> logger) : IJobHandler
{
    public const string JobKind = "space";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // Jobs of one kind run one after another: the one under way, for whoever cancels it.
    private Task _underWay = Task.CompletedTask;

    public string Kind => JobKind;

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource();
        _underWay = ended.Task;
        try
        {
            return await ChangeAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var change = SpaceChange.Of(run.Job);
            await DropAsync(change.Space).ConfigureAwait(false);
            if (change.Unasked)
            {
                throw new JobGivenUpException(
                    $"{exception.Message} The library stays with the model that it has; the next start tries again.",
                    exception);
            }

            throw;
        }
        finally
        {
            ended.SetResult();
        }
    }

    /// <summary>What was built is dropped; a kept space that was to become active again stays kept.</summary>
    public async Task CancelledAsync(JobRecord job)
    {
        await _underWay.ConfigureAwait(false);
        await DropAsync(SpaceChange.Of(job).Space).ConfigureAwait(false);
    }

    private async Task<string?> ChangeAsync(JobRun run, CancellationToken cancellationToken)
    {
        SpaceChange? change = SpaceChange.Of(run.Job);
        if (change.Fetch is { } model)
            change = await FetchAsync(run, change, model, cancellationToken).ConfigureAwait(false);
        // A library that waits for its only space has nothing to build another beside.
        while (open.Active.Index.Rebuilding)
            await Task.Delay(Interval, clock, cancellationToken).ConfigureAwait(false);

        var failures = new List<JobFailure>();
        do
        {
            change = await MoveAsync(run, change, failures, cancellationToken).ConfigureAwait(false);
        }
        while (change is not null);
        await run.ReportAsync(Total(), Total(), CancellationToken.None, failures: failures).ConfigureAwait(false);
        return Result();

        long Total() => open.Active.Index.Count + failures.Count;
    }

    private async Task<SpaceChange> FetchAsync(JobRun run, SpaceChange change, string model, CancellationToken cancellationToken)
    {
        await fetch.RunAsync(model, run, cancellationToken).ConfigureAwait(false);
        // From here on it counts pictures.
        change = change with { Fetch = null };
        await run.RestartAsync(cancellationToken).ConfigureAwait(false);
        await run.ReportAsync(0, await IndexedAsync(cancellationToken).ConfigureAwait(false), cancellationToken, change.ToJson())
            .ConfigureAwait(false);
        return change;
    }

    /// <returns>
    /// What is to be done next, null where nothing is: an index that needs training is built from a flat one of its space, so that one
    /// may have to come first.
    /// </returns>
    private async Task<SpaceChange?> MoveAsync(JobRun run, SpaceChange change, List<JobFailure> failures, CancellationToken cancellationToken)
    {
        var file = await models.FindAsync(change.Model, cancellationToken).ConfigureAwait(false) ?? throw new ModelException(
            $"The model {change.Model.Path} is not there any more, nor is another file with its contents. Put it back, and change the model again.");
        var recorded = await spaces.ListAsync(cancellationToken).ConfigureAwait(false);
        var space = await opener.OpenAsync(file, null, KindOf, cancellationToken).ConfigureAwait(false);
        if (change.Space is not null && change.Space != space.Id)
            await DropAsync(change.Space).ConfigureAwait(false);
        if (space.Id == open.Active.Id)
        {
            await space.DisposeAsync().ConfigureAwait(false);
            if (change.Chosen)
                await spaces.ChooseModelAsync(change.Model, cancellationToken).ConfigureAwait(false);
            return null;
        }

        SpaceBuilder.Switched switched;
        try
        {
            switched = await BuildAsync(run, space, change with { Space = space.Id }, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await space.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await worker.AnnounceAsync().ConfigureAwait(false);
        var old = switched.Old;
        await PutAwayAsync(old, change.KeepOld).ConfigureAwait(false);
        failures.AddRange(switched.Failures);
        logger.LogInformation(
            "The library has moved from {Old} to {Space}; the old space is {Fate}",
            old.Id,
            space.Id,
            change.KeepOld ? "kept" : "gone");
        return change.Kind is not { } requested || indexes.TraitsOf(requested) is null || requested == space.Index.Kind
            ? null
            : change with { KeepOld = false, Chosen = false, Space = null };

        IndexKind KindOf(EmbeddingSpace now)
        {
            var active = open.Active.Index;
            if (change.Kind is { } kind && indexes.TraitsOf(kind) is { } traits)
            {
                var trainable = !traits.NeedsTraining || (active.Space.Id == now.Id && indexes.TraitsOf(active.Kind) is { IsLossless: true });
                return trainable || recorded.Any(record => record.Id == kind.IdIn(now)) ? kind : kind.Untrained;
            }

            // A change that an earlier start began goes on as it began, whatever the configuration says now.
            return recorded.FirstOrDefault(record => record.Id == change.Space)?.Kind is { } begun && indexes.TraitsOf(begun) is not null ? begun
                : active.Space.Id == now.Id ? active.Kind : indexes.Initial;
        }
    }

    private async Task<SpaceBuilder.Switched> BuildAsync(JobRun run, LibrarySpace space, SpaceChange change, CancellationToken cancellationToken)
    {
        // Remembered in this order: a space whose job does not name it is swept away at the next start.
        await run.ReportAsync(0, await IndexedAsync(cancellationToken).ConfigureAwait(false), cancellationToken, change.ToJson())
            .ConfigureAwait(false);
        await spaces.RecordAsync(SpaceRecord.Of(space), cancellationToken).ConfigureAwait(false);
        await space.Index.LoadAsync(space.Index.CanCopy(open.Active.Index) ? open.Active.Index : null, cancellationToken).ConfigureAwait(false);
        logger.LogInformation(
            "Building {Space} beside {Active}, which answers until then; {Count} pictures are there",
            space.Id,
            open.Active.Id,
            space.Index.Count);
        var told = clock.GetTimestamp();
        return await builder.BuildAsync(space, change, ReportAsync, cancellationToken).ConfigureAwait(false);

        async Task ReportAsync()
        {
            if (clock.GetElapsedTime(told) < Interval)
                return;
            told = clock.GetTimestamp();
            var indexed = await IndexedAsync(cancellationToken).ConfigureAwait(false);
            await run.ReportAsync(Math.Min(space.Index.Count, indexed), indexed, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<long> IndexedAsync(CancellationToken cancellationToken) =>
        (await pictures.CountsAsync(cancellationToken).ConfigureAwait(false)).Indexed;

    private async Task PutAwayAsync(LibrarySpace old, bool keep)
    {
        try
        {
            if (keep)
                await old.Index.SaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The switch is done; the catalogue keeps what the snapshot lacks.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogWarning("The index of {Space} could not be saved; the catalogue keeps what it lacks: {Reason}", old.Id, exception.Message);
        }

        await old.RetireAsync().ConfigureAwait(false);
        if (!keep)
            indexes.Remove(old.Id);
    }

    private async Task DropAsync(string? id)
    {
        // It may have switched in the moment in which it was cancelled.
        if (id is null || id == open.Active.Id)
            return;
        if ((await spaces.ListAsync(CancellationToken.None).ConfigureAwait(false)).Any(space => space.Id == id && space.Kept))
            return;
        await spaces.RemoveAsync(id, CancellationToken.None).ConfigureAwait(false);
        indexes.Remove(id);
    }

    private string Result() => JsonSerializer.Serialize(new { count = open.Active.Index.Count, space = open.Active.Id });
}
