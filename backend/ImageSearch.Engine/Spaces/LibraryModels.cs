using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Models;

namespace ImageSearch.Engine.Spaces;

/// <summary>The models of an open library: fetches them in jobs, moves the library to them, and protects those in use.</summary>
public sealed class LibraryModels
{
    private readonly ModelStore _store;
    private readonly ModelLocator _locator;
    private readonly LibrarySpaces _spaces;
    private readonly JobRunner _jobs;
    private readonly RecommendedModel _recommended;
    private readonly ModelStoreOptions _options;

    internal LibraryModels(
        ModelStore store, ModelLocator locator, LibrarySpaces spaces, JobRunner jobs, RecommendedModel recommended, ModelStoreOptions options)
    {
        _store = store;
        _locator = locator;
        _spaces = spaces;
        _jobs = jobs;
        _recommended = recommended;
        _options = options;
    }

    /// <inheritdoc cref="ModelStore.ListAsync"/>
    public Task<IReadOnlyList<StoredModel>> ListAsync(CancellationToken cancellationToken) => _store.ListAsync(cancellationToken);

    /// <summary>
    /// The id of a better model than the built-in one in use, or than a missing one. Null if there is none, the library is already moving
    /// to it, or offers are turned off.
    /// </summary>
    public async Task<string?> OfferAsync(
        ModelDescriptor inUse, bool isMissing, IReadOnlyList<StoredModel> models, CancellationToken cancellationToken)
    {
        var isMoving = _recommended.Asked is not null 
            || (await _jobs.UnfinishedAsync(cancellationToken).ConfigureAwait(false)).Any(
                job => job.Kind == SpaceJob.JobKind && ModelJobs.ModelOf(job) != inUse.Id);
        if (!_options.Offer || !(inUse.BuiltIn || isMissing) || isMoving)
            return null;
        var better = models.FirstOrDefault(model => model.Recommended && (model.Installed || !_options.FetchesNothing));
        return (better ?? (isMissing ? models.FirstOrDefault(model => model.BuiltIn && model.Installed) : null))?.Id;
    }

    /// <summary>The model that is being fetched, the first if there are several; otherwise null.</summary>
    public async Task<FetchingModel?> FetchingAsync(IReadOnlyList<StoredModel> models, CancellationToken cancellationToken)
    {
        if (_recommended.Asked is { } asked)
            return new FetchingModel(asked.Id, asked.Name, asked.PartialBytes, asked.Bytes, null, true);
        var fetching = (await _jobs.UnfinishedAsync(cancellationToken).ConfigureAwait(false)).Where(ModelJobs.IsFetching)
            .OrderBy(job => job.State != JobState.Running)
            .FirstOrDefault();
        return fetching is not null && models.FirstOrDefault(model => model.Id == ModelJobs.ModelOf(fetching)) is { } model
            ? new FetchingModel(model.Id, model.Name, fetching.Current, model.Bytes, fetching.Id, fetching.Kind == SpaceJob.JobKind)
            : null;
    }

    /// <summary>
    /// Fetches the recommended model and moves to it in the background, if <see cref="ModelStoreOptions.Fetch"/> allows it, the library
    /// began empty and no model was chosen for it. A service calls it at its start.
    /// </summary>
    public Task BeginRecommendedAsync(CancellationToken cancellationToken) => _recommended.BeginAsync(cancellationToken);

    /// <summary>Requests a model's file; returns the job that already fetches it if there is one.</summary>
    /// <exception cref="LibraryException">There is no such model.</exception>
    /// <exception cref="LibraryException">The service is offline, or no source offers the file.</exception>
    public async Task<JobRecord> PullAsync(string id, CancellationToken cancellationToken)
    {
        await _store.CheckPullAsync(id, cancellationToken).ConfigureAwait(false);
        return (await _jobs.UnfinishedAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(
            job => job.Kind == ModelPullJob.JobKind && ModelPullJob.ModelOf(job) == id)
            ?? await _jobs.SubmitAsync(ModelPullJob.JobKind, ModelPullJob.ParametersFor(id), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Moves the library to a model; fetches its file first if it is missing.</summary>
    /// <param name="keepOld">Whether the old space stays on disk.</param>
    /// <exception cref="LibraryException">There is no such model.</exception>
    /// <exception cref="LibraryException">The file is missing, and the service is offline or no source offers it.</exception>
    /// <exception cref="ModelException">The file has other contents.</exception>
    public async Task<JobRecord> UseAsync(string id, bool keepOld, CancellationToken cancellationToken)
    {
        if ((await _store.CheckPullAsync(id, cancellationToken).ConfigureAwait(false)).Installed)
        {
            return await _spaces.UseModelAsync(await _locator.LocateAsync(id, cancellationToken).ConfigureAwait(false), keepOld, cancellationToken)
                .ConfigureAwait(false);
        }

        var change = new SpaceChange(await _store.ExpectedAsync(id, cancellationToken).ConfigureAwait(false), keepOld, Chosen: true, null, Fetch: id);
        return await _spaces.SubmitAsync(change, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="ModelStore.VerifyAsync"/>
    public Task<ModelVerification> VerifyAsync(string id, CancellationToken cancellationToken) => _store.VerifyAsync(id, cancellationToken);

    /// <summary>Deletes a fetched file.</summary>
    /// <exception cref="LibraryException">There is no such model.</exception>
    /// <exception cref="LibraryException">A space of the library needs the file, it was not fetched, or it is being fetched.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var sharing = await _store.SharingAsync(id, cancellationToken).ConfigureAwait(false);
        if ((await _spaces.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(space => sharing.Contains(space.Model)) is { } user)
            throw StoredModel.Conflict($"The space {user.Id} needs the model '{user.Model}'. Use another model, or delete that space first.");
        await _store.DeleteAsync(id, cancellationToken).ConfigureAwait(false);
    }
}
