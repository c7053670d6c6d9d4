using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Models;

namespace ImageSearch.Cli.Contracts;

/// <summary>A job, as the HTTP interface writes it.</summary>
/// <param name="Progress">0 to 100.</param>
/// <param name="Unit">What current and total count at present, where it is neither pictures nor files: "bytes".</param>
/// <param name="Failures">Units that failed.</param>
/// <param name="Problem">Why the job as a whole failed.</param>
/// <param name="Result">The job's own result, once it is completed.</param>
internal sealed record Job(
    long Id,
    string Kind,
    JobState State,
    double Progress,
    long Current,
    long Total,
    double? RatePerSecond,
    double? EtaSeconds,
    long Failures,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Problem = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonNode? Result = null)
{
    private const string Bytes = "bytes";

    /// <summary>Whether it fetches a file at present.</summary>
    [JsonIgnore]
    public bool IsFetching => Unit == Bytes;

    [JsonIgnore]
    public bool Ended => State is JobState.Completed or JobState.Failed or JobState.Cancelled;

    public static Job Of(JobRecord job, DateTimeOffset now) => new(
        job.Id, job.Kind, job.State, job.Progress, job.Current, job.Total, job.RatePerSecond(now), job.EtaSeconds(now), job.Failures,
        job.StartedAt, job.FinishedAt, ModelJobs.ModelOf(job), ModelJobs.IsFetching(job) ? Bytes : null, job.Problem,
        job.Result is null ? null : JsonNode.Parse(job.Result));
}

/// <summary>One page of what failed in a job.</summary>
internal sealed record JobFailurePage(IReadOnlyList<JobFailure> Items, string? NextCursor, long Total);
