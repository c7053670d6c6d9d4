namespace ImageSearch.Engine.Jobs;

/// <summary>Jobs as rows: durable when a call returns.</summary>
public interface IJobStore
{
    JobRecord? Find(long id);

    /// <summary>Newest first.</summary>
    (IReadOnlyList<JobRecord> Items, long Total) List(int limit, long? beforeId);

    IReadOnlyList<JobRecord> Unfinished();

    (IReadOnlyList<JobFailure> Items, long Total) Failures(long id, int limit, int offset);

    Task<JobRecord> AddAsync(string kind, string parameters, CancellationToken cancellationToken);

    Task<JobRecord> StartAsync(long id, CancellationToken cancellationToken);

    /// <summary>Forgets progress and failures of a job that begins again, or begins to count something else: it starts now.</summary>
    Task<JobRecord> RestartAsync(long id, CancellationToken cancellationToken);

    Task<JobRecord> ProgressAsync(long id, long current, long total, string? parameters, IReadOnlyList<JobFailure> failures, CancellationToken cancellationToken);

    /// <summary>Ends a job; one that has ended already stays as it is.</summary>
    Task<JobRecord> EndAsync(long id, JobState state, string? problem, string? result, CancellationToken cancellationToken);
}
