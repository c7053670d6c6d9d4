using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Models;

namespace ImageSearch.Engine.Spaces;

/// <summary>Reads from jobs which models they are about.</summary>
public static class ModelJobs
{
    /// <summary>The id of the model that the job fetches or moves the library to; null for other jobs.</summary>
    public static string? ModelOf(JobRecord job) => job.Kind switch
    {
        ModelPullJob.JobKind => ModelPullJob.ModelOf(job),
        SpaceJob.JobKind => SpaceChange.Of(job).Model.Id,
        _ => null,
    };

    /// <summary>Whether the job is fetching a file; its figures then count bytes.</summary>
    public static bool IsFetching(JobRecord job) =>
        job.Kind == ModelPullJob.JobKind || (job.Kind == SpaceJob.JobKind && SpaceChange.Of(job).Fetch is not null);
}
