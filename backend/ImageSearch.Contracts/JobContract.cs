using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ImageSearch.Contracts;

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
    JobStateContract State,
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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonNode? Result);

public enum JobStateContract
{
    Queued,
    Running,
    Completed,
    Failed,
    Cancelled,
}

/// <summary>What the figures of a job count, where it is neither pictures nor files.</summary>
public enum JobUnit
{
    /// <summary>Bytes of a file that is being fetched.</summary>
    Bytes,
}

/// <summary>A failed unit of a job.</summary>
public sealed record JobFailureContract(string Name, string Problem);
