namespace ImageSearch.Cli.Libraries;

/// <summary>Interprets a job's state for a program that waits for it.</summary>
internal static class JobReading
{
    /// <summary>Whether it fetches a file at present.</summary>
    public static bool IsFetching(this JobContract job) => job.Unit == JobUnit.Bytes;

    public static bool HasEnded(this JobContract job) =>
        job.State is JobStateContract.Completed or JobStateContract.Failed or JobStateContract.Cancelled;
}
