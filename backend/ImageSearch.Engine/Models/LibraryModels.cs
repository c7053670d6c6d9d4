using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Engine.Models;

/// <summary>The models that an open library can have: fetching them as jobs, using them, and keeping those that are in use.</summary>
public sealed class LibraryModels
{
    /// <summary>The model that is offered in place of the built-in one.</summary>
    private const string Offered = "resnet50-v1-12";

    private readonly ModelStore _store;
    private readonly ModelLocator _locator;
    private readonly LibrarySpaces _spaces;
    private readonly JobRunner _jobs;
    private readonly ModelStoreOptions _options;

    internal LibraryModels(ModelStore store, ModelLocator locator, LibrarySpaces spaces, JobRunner jobs, ModelStoreOptions options)
    {
        _store = store;
        _locator = locator;
        _spaces = spaces;
        _jobs = jobs;
        _options = options;
    }

    /// <inheritdoc cref="ModelStore.ListAsync"/>
    public Task<IReadOnlyList<StoredModel>> ListAsync(CancellationToken cancellationToken) => _store.ListAsync(cancellationToken);

    /// <summary>The id of a better model than the built-in one in use; null where there is none to offer, or none is to be offered.</summary>
    public string? Offer(ModelDescriptor inUse, IReadOnlyList<StoredModel> models) =>
        _options.Offer && inUse.BuiltIn ? models.FirstOrDefault(model => model.Id == Offered && (model.Installed || !_options.Offline))?.Id : null;

    /// <summary>Asks for a model's file; the job that fetches it already is answered where there is one.</summary>
    /// <exception cref="ModelNotFoundException">No such model.</exception>
    /// <exception cref="ModelConflictException">The service is offline, or nobody offers the file.</exception>
    public async Task<JobRecord> PullAsync(string id, CancellationToken cancellationToken)
    {
        await _store.CheckPullAsync(id, cancellationToken);
        return _jobs.Unfinished().FirstOrDefault(job => job.Kind == ModelPullJob.JobKind && ModelPullJob.ModelOf(job) == id)
            ?? await _jobs.SubmitAsync(ModelPullJob.JobKind, ModelPullJob.ParametersFor(id), cancellationToken);
    }

    /// <summary>Moves the library to a model whose file is there.</summary>
    /// <param name="keepOld">Whether the old space stays on disk.</param>
    /// <exception cref="ModelNotFoundException">No such model.</exception>
    /// <exception cref="ModelException">Its file is not there, or holds something else.</exception>
    public async Task<JobRecord> UseAsync(string id, bool keepOld, CancellationToken cancellationToken)
    {
        await _store.FindAsync(id, cancellationToken);
        return await _spaces.UseModelAsync(await _locator.LocateAsync(id, cancellationToken), keepOld, cancellationToken);
    }

    /// <inheritdoc cref="ModelStore.VerifyAsync"/>
    public Task<ModelVerification> VerifyAsync(string id, CancellationToken cancellationToken) => _store.VerifyAsync(id, cancellationToken);

    /// <summary>Deletes a file that was fetched.</summary>
    /// <exception cref="ModelNotFoundException">No such model.</exception>
    /// <exception cref="ModelConflictException">A space of the library needs it, it was not fetched, or is being fetched.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var sharing = await _store.SharingAsync(id, cancellationToken);
        if (_spaces.List().FirstOrDefault(space => sharing.Contains(space.Model)) is { } user)
            throw new ModelConflictException($"The space {user.Id} needs the model '{user.Model}'. Use another model, or delete that space first.");
        await _store.DeleteAsync(id, cancellationToken);
    }
}
