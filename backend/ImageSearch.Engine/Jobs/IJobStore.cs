namespace ImageSearch.Engine.Jobs;

/// <summary>
/// Stores jobs as rows. A change is durable when its call returns, with the job as it then is; a job that has ended does not change.
/// </summary>
public interface IJobStore
{
    Task<JobRecord?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Returns the newest jobs first.</summary>
    Task<(IReadOnlyList<JobRecord> Items, long Total)> ListAsync(int limit, long? beforeId, CancellationToken cancellationToken);

    /// <summary>Queued and running jobs, the oldest first.</summary>
    Task<IReadOnlyList<JobRecord>> UnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>In the order in which they were added.</summary>
    Task<(IReadOnlyList<JobFailure> Items, long Total)> FailuresAsync(long id, int limit, int offset, CancellationToken cancellationToken);

    Task<JobRecord> AddAsync(string kind, string parameters, CancellationToken cancellationToken);

    /// <summary>Marks a job as running; one that was running before keeps its start time.</summary>
    Task<JobRecord> StartAsync(long id, CancellationToken cancellationToken);

    /// <summary>Resets progress, failures and start time of a job that begins again, or begins to count something else.</summary>
    Task<JobRecord> RestartAsync(long id, CancellationToken cancellationToken);

    /// <summary>Sets the progress of a running job and adds failures to those it has.</summary>
    /// <param name="parameters">Null leaves them as they are.</param>
    Task<JobRecord> ProgressAsync(
        long id, long current, long total, string? parameters, IReadOnlyList<JobFailure> failures, CancellationToken cancellationToken);

    /// <summary>Ends a queued or running job; a completed one has done all its units.</summary>
    Task<JobRecord> EndAsync(long id, JobState state, string? problem, string? result, CancellationToken cancellationToken);
}
