using ImageSearch.Cli.Contracts;
using ImageSearch.Engine.Jobs;

namespace ImageSearch.Cli.Libraries;

/// <summary>The jobs of a library that this process has open.</summary>
internal sealed class JobsInProcess(JobRunner jobs, TimeProvider clock) : IJobClient
{
    public Task<Job> FindAsync(long id, CancellationToken cancellationToken) =>
        Task.FromResult(Job.Of(jobs.Get(id), clock.GetUtcNow()));

    public Task CancelAsync(long id, CancellationToken cancellationToken) => jobs.CancelAsync(id, cancellationToken);

    public Task<IReadOnlyList<JobFailure>> FailuresAsync(long id, CancellationToken cancellationToken) =>
        Task.FromResult(jobs.Failures(id, int.MaxValue, 0).Items);
}
