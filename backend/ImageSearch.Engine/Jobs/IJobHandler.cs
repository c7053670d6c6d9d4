namespace ImageSearch.Engine.Jobs;

/// <summary>Does one kind of job. It must be able to continue a job that a restart interrupted.</summary>
public interface IJobHandler
{
    string Kind { get; }

    /// <summary>Does the work and reports its progress to <paramref name="run"/>. Returns the job's result, JSON or null.</summary>
    /// <exception cref="OperationCanceledException">The job was cancelled, or the service stops.</exception>
    Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken);

    /// <summary>Undoes what would continue by itself after a user cancelled the job.</summary>
    Task CancelledAsync(JobRecord job);
}
