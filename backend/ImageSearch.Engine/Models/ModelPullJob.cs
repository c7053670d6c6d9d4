using System.Text.Json;
using ImageSearch.Engine.Jobs;

namespace ImageSearch.Engine.Models;

/// <summary>The job "model-pull": fetches a model's file and counts bytes. It continues after a restart.</summary>
internal sealed class ModelPullJob(ModelFetch fetch) : IJobHandler
{
    public const string JobKind = "model-pull";

    public string Kind => JobKind;

    public static string ParametersFor(string model) => JsonSerializer.Serialize(new Parameters(model));

    public static string ModelOf(JobRecord job) => JsonSerializer.Deserialize<Parameters>(job.Parameters)!.Model;

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var model = await fetch.RunAsync(ModelOf(run.Job), run, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Serialize(new { model = model.Id, path = model.Path });
    }

    /// <summary>The received part of the file is kept for the next attempt; nothing else is to be undone.</summary>
    public Task CancelledAsync(JobRecord job) => Task.CompletedTask;

    private sealed record Parameters(string Model);
}
