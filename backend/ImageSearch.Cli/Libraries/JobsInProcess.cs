using ImageSearch.Engine.Jobs;

namespace ImageSearch.Cli.Libraries;

/// <summary>The jobs of a library that this process has open.</summary>
internal sealed class JobsInProcess(JobRunner jobs, TimeProvider clock) : IJobClient
{
    public async Task<JobContract> FindAsync(long id, CancellationToken cancellationToken) =>
        (await jobs.GetAsync(id, cancellationToken)).ToContract(clock.GetUtcNow());

    public Task CancelAsync(long id, CancellationToken cancellationToken) => jobs.CancelAsync(id, cancellationToken);

    public async Task<IReadOnlyList<JobFailureContract>> FailuresAsync(long id, CancellationToken cancellationToken) =>
        (await jobs.FailuresAsync(id, int.MaxValue, 0, cancellationToken)).Items.Select(failure => failure.ToContract()).ToList();
}
