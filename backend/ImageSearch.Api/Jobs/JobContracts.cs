using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Models;

namespace ImageSearch.Api.Jobs;

/// <summary>Work that goes on after the request that asked for it.</summary>
/// <param name="Progress">0 to 100.</param>
/// <param name="Unit">What current, total and rate count at present, where it is neither pictures nor files; left out otherwise.</param>
/// <param name="Model">Id of the model that is fetched, or that the library moves to; left out of other jobs.</param>
/// <param name="Failures">Units that failed; /failures lists them.</param>
/// <param name="Problem">Why the job as a whole failed, or why the service gave it up.</param>
/// <param name="Result">The job's own result, once it is completed and where it has one.</param>
public sealed record JobContract(
    long Id,
    string Kind,
    JobState State,
    [property: Range(0.0, 100.0)] double Progress,
    long Current,
    long Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JobUnit? Unit,
    double? RatePerSecond,
    double? EtaSeconds,
    long Failures,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Problem,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonNode? Result)
{
    internal static JobContract From(JobRecord job, DateTimeOffset now) => new(
        job.Id, job.Kind, job.State, job.Progress, job.Current, job.Total, UnitOf(job), Round(job.RatePerSecond(now)), Round(job.EtaSeconds(now)),
        job.Failures, job.StartedAt, job.FinishedAt, ModelJobs.ModelOf(job), job.Problem, ResultOf(job));

    internal static JsonNode? ResultOf(JobRecord job) => job.Result is null ? null : JsonNode.Parse(job.Result);

    private static JobUnit? UnitOf(JobRecord job) => ModelJobs.IsFetching(job) ? JobUnit.Bytes : null;

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 1) : null;
}

/// <summary>What the figures of a job count, where it is neither pictures nor files.</summary>
public enum JobUnit
{
    /// <summary>Bytes of a file that is being fetched.</summary>
    Bytes,
}

/// <summary>Event progress.</summary>
public sealed record JobProgressContract(
    [property: Range(0.0, 100.0)] double Progress,
    long Current,
    long Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JobUnit? Unit,
    double? RatePerSecond,
    double? EtaSeconds);

/// <summary>Event completed.</summary>
/// <param name="Count">What there is now: for an index job, pictures that have an embedding.</param>
/// <param name="Failed">Units that failed.</param>
/// <param name="Result">The job's own result.</param>
public sealed record JobCompletedContract(long Count, long Failed, JsonNode? Result)
{
    internal static JobCompletedContract From(JobRecord job)
    {
        var result = JobContract.ResultOf(job);
        return new JobCompletedContract(result?["count"]?.GetValue<long>() ?? job.Current, job.Failures, result);
    }
}

/// <summary>A unit of a job that failed.</summary>
public sealed record JobFailureContract(string Name, string Problem);
