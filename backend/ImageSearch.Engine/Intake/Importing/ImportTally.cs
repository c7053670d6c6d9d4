using System.Text.Json;
using ImageSearch.Engine.Jobs;

namespace ImageSearch.Engine.Intake.Importing;

/// <summary>
/// Counts the results of an import and reports them to the job. It does so only now and then, because each report is a durable write.
/// </summary>
internal sealed class ImportTally(JobRun run, long total, TimeProvider clock)
{
    private const int MostUntold = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<ImportOutcome, long> _counts = [];
    private readonly List<JobFailure> _untold = [];
    private long _done;
    private long _failed;
    private long _told = clock.GetTimestamp();

    public long Job => run.Job.Id;

    /// <summary>Counts a file with its outcome.</summary>
    public void Count(ImportOutcome outcome)
    {
        Add(outcome);
        _done++;
    }

    /// <summary>Counts an entry that is not a file to import.</summary>
    public void Skip() => _done++;

    /// <summary>A file, or all of a folder, could not be imported.</summary>
    public void Fail(string path, string problem)
    {
        _untold.Add(new JobFailure(path, problem));
        _failed++;
        _done++;
    }

    /// <summary>Records that a file of an earlier import is gone; it does not count as a file of this import.</summary>
    public void Vanish(string path, string problem)
    {
        Add(ImportOutcome.Vanished);
        _untold.Add(new JobFailure(path, problem));
    }

    public Task TellIfDueAsync(CancellationToken cancellationToken) =>
        _untold.Count >= MostUntold || clock.GetElapsedTime(_told) >= Interval ? TellAsync(cancellationToken) : Task.CompletedTask;

    public async Task TellAsync(CancellationToken cancellationToken)
    {
        // The folder may have grown after its files were counted.
        await run.ReportAsync(_done, Math.Max(total, _done), cancellationToken, failures: _untold).ConfigureAwait(false);
        _untold.Clear();
        _told = clock.GetTimestamp();
    }

    /// <summary>The job's result, as JSON.</summary>
    public string ToResult() => JsonSerializer.Serialize(new
    {
        added = Of(ImportOutcome.Added),
        unchanged = Of(ImportOutcome.Unchanged),
        moved = Of(ImportOutcome.Moved),
        duplicates = Of(ImportOutcome.Duplicate),
        vanished = Of(ImportOutcome.Vanished),
        failed = _failed,
    });

    private long Of(ImportOutcome outcome) => _counts.GetValueOrDefault(outcome);

    private void Add(ImportOutcome outcome) => _counts[outcome] = Of(outcome) + 1;
}
