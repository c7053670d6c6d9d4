using ImageSearch.Engine.Jobs;

namespace ImageSearch.Cli.Libraries;

/// <summary>The jobs of a library that this process has open.</summary>
internal sealed class JobsInProcess(JobRunner jobs, TimeProvider clock) : IJobClient
{
    public Task<JobContract> FindAsync(long id, CancellationToken cancellationToken) =>
        Task.FromResult(jobs.Get(id).ToContract(clock.GetUtcNow()));

    public Task CancelAsync(long id, CancellationToken cancellationToken) => jobs.CancelAsync(id, cancellationToken);

    public Task<IReadOnlyList<JobFailureContract>> FailuresAsync(long id, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JobFailureContract>>(jobs.Failures(id, int.MaxValue, 0).Items.Select(failure => failure.ToContract()).ToList());
}
