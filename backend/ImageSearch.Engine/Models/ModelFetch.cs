using System.Collections.Concurrent;
using ImageSearch.Engine.Jobs;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Models;

/// <summary>Fetches a model's file for a job, which counts bytes meanwhile. Jobs that need the same file wait for each other.</summary>
internal sealed class ModelFetch(ModelStore store, TimeProvider clock, ILogger<ModelFetch> logger)
{
    private const int Quarters = 4;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    /// <inheritdoc cref="ModelStore.PullAsync"/>
    public async Task<StoredModel> RunAsync(string id, JobRun run, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd((await store.SharingAsync(id, cancellationToken).ConfigureAwait(false))[0], _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await FollowAsync(id, run, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<StoredModel> FollowAsync(string id, JobRun run, CancellationToken cancellationToken)
    {
        var latest = new Latest();
        var told = 0L;
        var pull = store.PullAsync(id, latest, cancellationToken);
        while (await Task.WhenAny(pull, Task.Delay(Interval, clock, CancellationToken.None)).ConfigureAwait(false) != pull)
        {
            if (latest.Progress is not { } progress || progress.Received == run.Job.Current)
                continue;
            await run.ReportAsync(progress.Received, progress.Total, CancellationToken.None).ConfigureAwait(false);
            if (Quarters * progress.Received / progress.Total is var quarter && quarter > told)
            {
                logger.LogInformation(
                    "Fetching {Model}: {Percent} % of {Bytes:N0} bytes from {Source}", id, 100 / Quarters * quarter, progress.Total, progress.Source);
            }

            told = Math.Max(told, quarter);
        }

        var model = await pull.ConfigureAwait(false);
        await run.ReportAsync(model.Bytes, model.Bytes, cancellationToken).ConfigureAwait(false);
        return model;
    }

    private sealed class Latest : IProgress<PullProgress>
    {
        private volatile object? _progress;

        public PullProgress? Progress => (PullProgress?)_progress;

        public void Report(PullProgress value) => _progress = value;
    }
}
