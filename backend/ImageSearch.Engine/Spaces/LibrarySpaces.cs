using System.Globalization;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Jobs;

namespace ImageSearch.Engine.Spaces;

/// <summary>The embedding spaces of a library: the active one, one being built beside it, and those that are kept.</summary>
public sealed class LibrarySpaces
{
    private readonly OpenSpaces _open;
    private readonly ISpaces _spaces;
    private readonly ModelFinder _models;
    private readonly JobRunner _jobs;
    private readonly ISpaceIndexes _indexes;

    internal LibrarySpaces(OpenSpaces open, ISpaces spaces, ModelFinder models, ISpaceIndexes indexes, JobRunner jobs)
    {
        _open = open;
        _spaces = spaces;
        _models = models;
        _indexes = indexes;
        _jobs = jobs;
    }

    /// <summary>Whether a space is being filled: one beside the active one, or that one while searches wait.</summary>
    public bool IsBuilding => _open.Building is not null || _open.Active.Index.Rebuilding;

    /// <summary>The active one first.</summary>
    public async Task<IReadOnlyList<SpaceInfo>> ListAsync(CancellationToken cancellationToken)
    {
        var (active, building) = (_open.Active, _open.Building);
        return (await _spaces.ListAsync(cancellationToken).ConfigureAwait(false)).Select(Describe).OrderBy(space => space.State)
            .ThenBy(space => space.Id, StringComparer.Ordinal)
            .ToList();

        SpaceInfo Describe(SpaceRecord record)
        {
            var (state, indexed) = record.Id == active.Id ? (SpaceState.Active, active.Index.Count)
                : record.Id == building?.Id ? (SpaceState.Building, building.Index.Count)
                : (record.Kept ? SpaceState.Kept : SpaceState.Building, record.Indexed);
            return new SpaceInfo(record.Id, record.ModelId, record.Dimension, indexed, _indexes.StoredBytes(record.Id), state);
        }
    }

    /// <summary>
    /// Moves the library into another model's space: it is built beside the active one, which answers until then. The choice is
    /// remembered, and takes the place of a change that is still under way.
    /// </summary>
    /// <param name="keepOld">Whether the old space stays on disk, to be made active again later.</param>
    /// <returns>The job that builds it and switches.</returns>
    public Task<JobRecord> UseModelAsync(ModelFile model, bool keepOld, CancellationToken cancellationToken) =>
        SubmitAsync(new SpaceChange(KnownModel.Of(model), keepOld, Chosen: true, null), cancellationToken);

    /// <summary>
    /// Moves the library to the kind of index that the configuration asks for: it is built beside the active one, which answers until then.
    /// Where it is of that kind, the job ends at once.
    /// </summary>
    /// <exception cref="LibraryException">Too few pictures to train it, or another change is under way.</exception>
    internal async Task<JobRecord> ChangeKindAsync(CancellationToken cancellationToken)
    {
        var active = _open.Active;
        var kind = _indexes.Wanted ?? active.Index.Kind;
        // What a caller has seen to be indexed counts.
        await active.Index.SettleAsync(cancellationToken).ConfigureAwait(false);
        var change = new SpaceChange(KnownModel.Of(active.Embedder.Model), KeepOld: false, Chosen: false, null, kind);
        if (kind != active.Index.Kind && _indexes.TraitsOf(kind) is { } traits && active.Index.Count is var present
            && present < traits.MinimumTraining)
        {
            throw SpaceInfo.Conflict(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind.Type} must be trained on {traits.MinimumTraining} pictures or more, better on {traits.RecommendedTraining}, and "
                + $"{present} are indexed. Add more, or configure another type."));
        }

        var unfinished = await UnfinishedAsync(cancellationToken).ConfigureAwait(false);
        if (unfinished.FirstOrDefault(job => !SpaceChange.Of(job).IsSame(change)) is { } other)
        {
            throw SpaceInfo.Conflict(
                $"The library is being moved to another model, space or type already. Wait for job {other.Id}, or cancel it first.");
        }

        return await SubmitAsync(change, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a kept space active again, when it has caught up with what it lacks.</summary>
    /// <exception cref="LibraryException">No such space.</exception>
    /// <exception cref="LibraryException">It is not kept, or its model is gone.</exception>
    public async Task<JobRecord> ActivateAsync(string id, bool keepOld, CancellationToken cancellationToken)
    {
        var record = await KeptAsync(id, "only a kept one can be made active again", cancellationToken).ConfigureAwait(false);
        var model = await _models.FindAsync(record.Model, cancellationToken).ConfigureAwait(false) ?? throw SpaceInfo.Conflict(
            $"The model of {id} is not at {record.Model.Path} any more, nor is another file with its contents among the models. Put it back first.");
        var change = new SpaceChange(KnownModel.Of(model), keepOld, Chosen: true, null, _indexes.TraitsOf(record.Kind) is null ? null : record.Kind);
        return await SubmitAsync(change, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a kept space.</summary>
    /// <exception cref="LibraryException">No such space.</exception>
    /// <exception cref="LibraryException">It is not kept, or is being made active again.</exception>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var record = await KeptAsync(id, "only a kept one can be deleted", cancellationToken).ConfigureAwait(false);
        if ((await UnfinishedAsync(cancellationToken).ConfigureAwait(false)).Any(job => SpaceChange.Of(job).Model.IsSame(record.Model)))
            throw SpaceInfo.Conflict($"The space {id} is being made active. Cancel that job first.");
        await _spaces.RemoveAsync(id, cancellationToken).ConfigureAwait(false);
        _indexes.Remove(id);
    }

    internal async Task<JobRecord> SubmitAsync(SpaceChange change, CancellationToken cancellationToken)
    {
        foreach (var job in await UnfinishedAsync(cancellationToken).ConfigureAwait(false))
        {
            if (SpaceChange.Of(job).IsSame(change))
                return job;
            await _jobs.CancelAsync(job.Id, cancellationToken).ConfigureAwait(false);
        }

        return await _jobs.SubmitAsync(SpaceJob.JobKind, change.ToJson(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<SpaceRecord> KeptAsync(string id, string rule, CancellationToken cancellationToken)
    {
        var record = (await _spaces.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(space => space.Id == id)
            ?? throw SpaceInfo.NotFound(id);
        if (id == _open.Active.Id)
            throw SpaceInfo.Conflict($"The space {id} is the active one; {rule}.");
        return record.Kept && id != _open.Building?.Id ? record : throw SpaceInfo.Conflict($"The space {id} is being built; {rule}.");
    }

    private async Task<IEnumerable<JobRecord>> UnfinishedAsync(CancellationToken cancellationToken) =>
        (await _jobs.UnfinishedAsync(cancellationToken).ConfigureAwait(false)).Where(job => job.Kind == SpaceJob.JobKind);
}
