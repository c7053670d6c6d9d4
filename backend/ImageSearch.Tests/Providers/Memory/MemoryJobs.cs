using ImageSearch.Engine.Jobs;

namespace ImageSearch.Tests.Providers.Memory;

internal sealed class MemoryJobs(TimeProvider clock) : IJobStore
{
    private readonly Lock _lock = new();
    private readonly List<JobRecord> _jobs = [];
    private readonly Dictionary<long, List<JobFailure>> _failures = [];

    public Task<JobRecord?> FindAsync(long id, CancellationToken cancellationToken) => RunAsync(() => _jobs.FirstOrDefault(job => job.Id == id));

    public Task<(IReadOnlyList<JobRecord> Items, long Total)> ListAsync(int limit, long? beforeId, CancellationToken cancellationToken) => RunAsync(
        () => ((IReadOnlyList<JobRecord>)_jobs.Where(job => beforeId is not { } before || job.Id < before).Reverse().Take(limit).ToList(), (long)_jobs
            .Count));

    public Task<IReadOnlyList<JobRecord>> UnfinishedAsync(CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<JobRecord>>(() => _jobs.Where(job => !job.Ended).ToList());

    public Task<(IReadOnlyList<JobFailure> Items, long Total)> FailuresAsync(
        long id,
        int limit,
        int offset,
        CancellationToken cancellationToken) => RunAsync(() =>
    {
        var failures = _failures.GetValueOrDefault(id) ?? [];
        return ((IReadOnlyList<JobFailure>)failures.Skip(offset).Take(limit).ToList(), (long)failures.Count);
    });

    public Task<JobRecord> AddAsync(string kind, string parameters, CancellationToken cancellationToken) => RunAsync(() =>
    {
        var job = new JobRecord
        {
            Id = _jobs.Count + 1, Kind = kind, Parameters = parameters, State = JobState.Queued, Current = 0, Total = 0, Failures = 0,
            Problem = null, Result = null, StartedAt = null, FinishedAt = null,
        };
        _jobs.Add(job);
        _failures.Add(job.Id, []);
        return job;
    });

    public Task<JobRecord> StartAsync(long id, CancellationToken cancellationToken) => ChangeAsync(
        id, job => job with { State = JobState.Running, StartedAt = job.StartedAt ?? clock.GetUtcNow() });

    public Task<JobRecord> RestartAsync(long id, CancellationToken cancellationToken) => ChangeAsync(id, job =>
    {
        _failures[id].Clear();
        return job with { Current = 0, Total = 0, Failures = 0, StartedAt = clock.GetUtcNow() };
    });

    public Task<JobRecord> ProgressAsync(
        long id, long current, long total, string? parameters, IReadOnlyList<JobFailure> failures, CancellationToken cancellationToken) =>
        ChangeAsync(id, job =>
        {
            _failures[id].AddRange(failures);
            return job with { Current = current, Total = total, Failures = job.Failures + failures.Count, Parameters = parameters ?? job.Parameters };
        });

    public Task<JobRecord> EndAsync(long id, JobState state, string? problem, string? result, CancellationToken cancellationToken) => ChangeAsync(
        id,
        job => job with
        {
            State = state,
            Problem = problem,
            Result = result,
            StartedAt = job.StartedAt ?? clock.GetUtcNow(),
            FinishedAt = clock.GetUtcNow(),
            Current = state == JobState.Completed ? job.Total : job.Current,
        });

    /// <summary>A job that has ended stays as it is.</summary>
    private Task<JobRecord> ChangeAsync(long id, Func<JobRecord, JobRecord> change) => RunAsync(() =>
    {
        var i = _jobs.FindIndex(job => job.Id == id);
        return _jobs[i].Ended ? _jobs[i] : _jobs[i] = change(_jobs[i]);
    });

    private Task<T> RunAsync<T>(Func<T> action)
    {
        lock (_lock)
            return Task.FromResult(action());
    }
}
