namespace ImageSearch.Engine.Jobs;

/// <summary>A running job. Reports of its handler are stored and broadcast.</summary>
public sealed class JobRun
{
    private readonly IJobStore _store;
    private readonly Action<JobRecord> _changed;

    internal JobRun(JobRecord job, IJobStore store, Action<JobRecord> changed)
    {
        Job = job;
        _store = store;
        _changed = changed;
    }

    /// <summary>As of the last report.</summary>
    public JobRecord Job { get; private set; }

    /// <summary>Resets the progress, for work that begins from the start again or counts something else from here on.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken) =>
        Job = await _store.RestartAsync(Job.Id, cancellationToken).ConfigureAwait(false);

    /// <summary>Reports progress.</summary>
    /// <param name="parameters">New parameters if the handler must remember something for a restart; null keeps the present ones.</param>
    public async Task ReportAsync(
        long current, long total, CancellationToken cancellationToken, string? parameters = null, IReadOnlyList<JobFailure>? failures = null)
    {
        Job = await _store.ProgressAsync(Job.Id, current, total, parameters, failures ?? [], cancellationToken).ConfigureAwait(false);
        _changed(Job);
    }
}
