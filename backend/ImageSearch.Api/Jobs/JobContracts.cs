using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Jobs;

namespace ImageSearch.Api.Jobs;

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
        var result = job.Result is null ? null : JsonNode.Parse(job.Result);
        return new JobCompletedContract(result?["count"]?.GetValue<long>() ?? job.Current, job.Failures, result);
    }
}
