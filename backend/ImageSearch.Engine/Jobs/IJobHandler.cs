namespace ImageSearch.Engine.Jobs;

/// <summary>Does one kind of job. It must be able to take up a job that a restart interrupted.</summary>
public interface IJobHandler
{
    string Kind { get; }

    /// <summary>Does the work, telling <paramref name="run"/> of its progress. The answer, JSON or null, becomes the job's result.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, or the service stops.</exception>
    Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken);

    /// <summary>Undoes what would go on by itself after a user cancelled the job.</summary>
    Task CancelledAsync(JobRecord job);
}
