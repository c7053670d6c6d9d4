using System.Text.Json;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Spaces;

public enum IndexJobMode
{
    /// <summary>Wait until everything that has no vector has one, or has failed.</summary>
    Missing,

    /// <summary>Embed every picture again, failed ones included. Searches go on with the old vectors meanwhile.</summary>
    All,

    /// <summary>Move the library to the type and metric that the configuration asks for: a job "space", not "index".</summary>
    Type,
}

/// <summary>The job "index": follows the indexing worker until the pictures that waited when it began have been dealt with.</summary>
internal sealed class IndexJob(IEmbeddings embeddings, IPictureReads pictures, IndexingWorker worker, TimeProvider clock) : IJobHandler
{
    public const string JobKind = "index";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public string Kind => JobKind;

    public static string ParametersFor(IndexJobMode mode) => JsonSerializer.Serialize(new Parameters(mode, null, 0));

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var parameters = JsonSerializer.Deserialize<Parameters>(run.Job.Parameters)!;
        if (parameters.LastId is null)
        {
            parameters = await BeginAsync(parameters.Mode, cancellationToken).ConfigureAwait(false);
            await run.ReportAsync(0, parameters.Total, cancellationToken, JsonSerializer.Serialize(parameters)).ConfigureAwait(false);
        }

        worker.Wake();
        long waiting;
        while ((waiting = await embeddings.QueuedThroughAsync(parameters.LastId!.Value, cancellationToken).ConfigureAwait(false)) > 0)
        {
            var done = Math.Max(0, parameters.Total - waiting);
            if (done != run.Job.Current)
                await run.ReportAsync(done, parameters.Total, cancellationToken).ConfigureAwait(false);
            await Task.Delay(Interval, clock, cancellationToken).ConfigureAwait(false);
        }

        var failed = await embeddings.FailuresAsync(null, run.Job.StartedAt!.Value, cancellationToken).ConfigureAwait(false);
        var failures = failed.Select(failure => new JobFailure(failure.Name, failure.Problem)).ToList();
        await run.ReportAsync(parameters.Total, parameters.Total, cancellationToken, failures: failures).ConfigureAwait(false);
        return JsonSerializer.Serialize(
            new { count = (await pictures.CountsAsync(cancellationToken).ConfigureAwait(false)).Indexed, failed = failures.Count });
    }

    /// <summary>Pictures without a vector stay queued: they are embedded whatever becomes of jobs.</summary>
    public Task CancelledAsync(JobRecord job) => embeddings.DequeueEmbeddedAsync(CancellationToken.None);

    private async Task<Parameters> BeginAsync(IndexJobMode mode, CancellationToken cancellationToken)
    {
        if (mode == IndexJobMode.All)
        {
            var (count, lastId) = await embeddings.QueueAllAsync(cancellationToken).ConfigureAwait(false);
            return new Parameters(mode, lastId, count);
        }

        var (waiting, last) = await embeddings.QueueAsync(cancellationToken).ConfigureAwait(false);
        return new Parameters(mode, last, waiting);
    }

    /// <param name="LastId">The highest id that the job is about; null before it began.</param>
    private sealed record Parameters(IndexJobMode Mode, long? LastId, long Total);
}
