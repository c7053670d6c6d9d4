using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Engine.Models;

/// <summary>What jobs tell of the models that they are about.</summary>
public static class ModelJobs
{
    /// <summary>The id of the model that the job fetches, or moves the library to; null for jobs about something else.</summary>
    public static string? ModelOf(JobRecord job) => job.Kind switch
    {
        ModelPullJob.JobKind => ModelPullJob.ModelOf(job),
        SpaceJob.JobKind => SpaceChange.Of(job).Model.Id,
        _ => null,
    };

    /// <summary>Whether the job fetches a file at present: its figures count bytes then.</summary>
    public static bool IsFetching(JobRecord job) =>
        job.Kind == ModelPullJob.JobKind || (job.Kind == SpaceJob.JobKind && SpaceChange.Of(job).Fetch is not null);
}
