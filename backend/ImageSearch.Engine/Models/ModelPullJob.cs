using System.Text.Json;
using ImageSearch.Engine.Jobs;

namespace ImageSearch.Engine.Models;

/// <summary>The job "model-pull": fetches a model's file; its units are bytes. After a restart it goes on where it was.</summary>
internal sealed class ModelPullJob(ModelStore store, TimeProvider clock) : IJobHandler
{
    public const string JobKind = "model-pull";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public string Kind => JobKind;

    public static string ParametersFor(string model) => JsonSerializer.Serialize(new Parameters(model));

    public static string ModelOf(JobRecord job) => JsonSerializer.Deserialize<Parameters>(job.Parameters)!.Model;

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var id = ModelOf(run.Job);
        var latest = new Latest();
        var pull = store.PullAsync(id, latest, cancellationToken);
        while (await Task.WhenAny(pull, Task.Delay(Interval, clock, CancellationToken.None)) != pull)
        {
            if (latest.Progress is { } progress && progress.Received != run.Job.Current)
                await run.ReportAsync(progress.Received, progress.Total, CancellationToken.None);
        }

        var model = await pull;
        await run.ReportAsync(model.Bytes, model.Bytes, cancellationToken);
        return JsonSerializer.Serialize(new { model = model.Id, path = model.Path });
    }

    /// <summary>What came of the file is kept for the next time; nothing goes on by itself.</summary>
    public Task CancelledAsync(JobRecord job) => Task.CompletedTask;

    private sealed class Latest : IProgress<PullProgress>
    {
        private volatile object? _progress;

        public PullProgress? Progress => (PullProgress?)_progress;

        public void Report(PullProgress value) => _progress = value;
    }

    private sealed record Parameters(string Model);
}
