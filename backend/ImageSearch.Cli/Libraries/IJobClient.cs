namespace ImageSearch.Cli.Libraries;

/// <summary>Jobs of a library, in this process or behind a server.</summary>
internal interface IJobClient
{
    Task<JobContract> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Cancels a job; a job that has already ended does not change.</summary>
    Task CancelAsync(long id, CancellationToken cancellationToken);

    /// <summary>Everything that failed in a job.</summary>
    Task<IReadOnlyList<JobFailureContract>> FailuresAsync(long id, CancellationToken cancellationToken);
}
