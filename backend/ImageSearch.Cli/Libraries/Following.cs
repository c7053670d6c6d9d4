using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli.Libraries;

internal static class Following
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    // After Ctrl-C, the user must not wait for a server that does not answer.
    private static readonly TimeSpan CancelsWithin = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the end of a job. If the wait is cancelled, the job is cancelled too.</summary>
    /// <param name="fetch">Wait only until the job has fetched what it needs, because its figures count something else afterwards.</param>
    /// <returns>The job, completed.</returns>
    /// <exception cref="CliException">The job failed, or another user cancelled it.</exception>
    public static async Task<JobContract> FollowAsync(
        this IJobClient jobs, JobContract job, Advance advance, TimeProvider clock, CancellationToken cancellationToken, bool fetch = false)
    {
        try
        {
            while (!job.HasEnded() && (job.IsFetching() || !fetch))
            {
                advance(job.Current, job.Total);
                await Task.Delay(Interval, clock, cancellationToken);
                job = await jobs.FindAsync(job.Id, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            await CancelAsync(jobs, job, clock);
            throw;
        }

        return job.State switch
        {
            _ when !job.HasEnded() => job,
            JobStateContract.Completed => job,
            JobStateContract.Failed => throw new CliException(ExitCode.PartlyFailed, job.Problem ?? "The job failed; the server's log says why."),
            _ => throw new CliException(ExitCode.PartlyFailed, $"Another user cancelled it (job {job.Id}). The same command starts it again."),
        };
    }

    private static async Task CancelAsync(IJobClient jobs, JobContract job, TimeProvider clock)
    {
        using var patience = new CancellationTokenSource(CancelsWithin, clock);
        try
        {
            await jobs.CancelAsync(job.Id, patience.Token);
        }
        catch (Exception exception) when (exception is CliException or OperationCanceledException)
        {
            throw new CliException(ExitCode.Cancelled, $"Stopped, but the server could not be reached: it may continue with job {job.Id}.");
        }
    }
}
