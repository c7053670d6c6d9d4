using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Models;
using ImageSearch.Engine.Pictures;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Spaces;

/// <summary>
/// Fetches the recommended model and moves to it, for a library that began empty and for which no model was ever chosen. It tries once at
/// each start: a failed fetch is tried again at the next start, a cancelled one is not.
/// </summary>
internal sealed class RecommendedModel(
    ModelStore store,
    ModelLocator locator,
    OpenSpaces open,
    ISpaces records,
    IPictureReads pictures,
    LibrarySpaces spaces,
    JobRunner jobs,
    ModelStoreOptions options,
    ILogger<RecommendedModel> logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Task _asking = Task.CompletedTask;
    private volatile StoredModel? _asked;

    /// <summary>The model whose sources are being asked at this moment; otherwise null.</summary>
    public StoredModel? Asked => _asked;

    /// <summary>Begins in the background if the library is to have the model.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            if (options.FetchesNothing || options.Fetch != FetchMode.Auto || !await IsFreeAsync(cancellationToken).ConfigureAwait(false))
                return;
            var model = (await store.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(model => model.Recommended);
            if (model is null || !await IsWantedAsync(cancellationToken).ConfigureAwait(false))
                return;
            _asked = model;
            _asking = Task.Run(() => TryAsync(() => AskAsync(model, _closing.Token), _closing.Token), CancellationToken.None);
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _asking.ConfigureAwait(false);
        _closing.Dispose();
    }

    // A user who named a model, chose one or is changing to one has decided.
    private async Task<bool> IsFreeAsync(CancellationToken cancellationToken) =>
        !locator.IsGiven && await records.ChosenModelAsync(cancellationToken).ConfigureAwait(false) is null && open.Active.Embedder.Model.BuiltIn
        && !(await jobs.UnfinishedAsync(cancellationToken).ConfigureAwait(false)).Any(job => job.Kind == SpaceJob.JobKind);

    private async Task<bool> IsWantedAsync(CancellationToken cancellationToken)
    {
        switch (await records.RecommendationJobAsync(cancellationToken).ConfigureAwait(false))
        {
            case null when (await pictures.CountsAsync(cancellationToken).ConfigureAwait(false)).Total > 0:
                // The library was built with the model that it has; the other one is only offered.
                return false;
            case null:
                // From now on it counts as a library that began empty, even if pictures arrive before the model does.
                await records.RecommendAsync(0, cancellationToken).ConfigureAwait(false);
                return true;
            case { } id:
                return await jobs.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { State: JobState.Cancelled, Problem: null };
        }
    }

    private async Task AskAsync(StoredModel model, CancellationToken cancellationToken)
    {
        try
        {
            if (!model.Installed && await store.ProbeAsync(model.Id, cancellationToken).ConfigureAwait(false) is { } reasons)
            {
                logger.LogInformation(
                    "{Model} gives better results than the built-in model, but cannot be fetched now: {Reasons}. The next start tries again",
                    model.Name, reasons);
            }
            else if (await IsFreeAsync(cancellationToken).ConfigureAwait(false))
            {
                await SubmitAsync(model, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _asked = null;
        }
    }

    private async Task TryAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service is closing; the next start asks again.
        }
#pragma warning disable CA1031 // No user asked for it. Whatever fails, the library keeps its present model.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogWarning("The recommended model cannot be fetched: {Reason}", exception.Message);
        }
    }

    private async Task SubmitAsync(StoredModel model, CancellationToken cancellationToken)
    {
        var change = new SpaceChange(
            await store.ExpectedAsync(model.Id, cancellationToken).ConfigureAwait(false), KeepOld: false, Chosen: true, null, Fetch: model
                .Id, Unasked: true);
        logger.LogInformation(
            "Fetching {Model}, {Bytes:N0} bytes, in the background; the built-in model answers until the library has moved to it. "
            + "Models:Fetch=ask or never turns this off",
            model.Name, model.Bytes);
        var job = await spaces.SubmitAsync(change, cancellationToken).ConfigureAwait(false);
        await records.RecommendAsync(job.Id, cancellationToken).ConfigureAwait(false);
    }
}
