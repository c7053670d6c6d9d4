namespace ImageSearch.Engine.Jobs;

/// <summary>Stores jobs as rows. A change is durable when its call returns.</summary>
public interface IJobStore
{
    Task<JobRecord?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Returns the newest jobs first.</summary>
    Task<(IReadOnlyList<JobRecord> Items, long Total)> ListAsync(int limit, long? beforeId, CancellationToken cancellationToken);

    Task<IReadOnlyList<JobRecord>> UnfinishedAsync(CancellationToken cancellationToken);

    Task<(IReadOnlyList<JobFailure> Items, long Total)> FailuresAsync(long id, int limit, int offset, CancellationToken cancellationToken);

    Task<JobRecord> AddAsync(string kind, string parameters, CancellationToken cancellationToken);

    Task<JobRecord> StartAsync(long id, CancellationToken cancellationToken);

    /// <summary>Resets progress, failures and start time of a job that begins again, or begins to count something else.</summary>
    Task<JobRecord> RestartAsync(long id, CancellationToken cancellationToken);

    Task<JobRecord> ProgressAsync(
        long id,
        long current,
        long total,
        string? parameters,
        IReadOnlyList<JobFailure> failures,
        CancellationToken cancellationToken);

    /// <summary>Ends a job; a job that has already ended does not change.</summary>
    Task<JobRecord> EndAsync(long id, JobState state, string? problem, string? result, CancellationToken cancellationToken);
}
