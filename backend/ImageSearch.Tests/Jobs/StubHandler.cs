using System.Collections.Concurrent;
using ImageSearch.Engine.Jobs;

namespace ImageSearch.Tests.Jobs;

/// <summary>Work that begins, reports and ends when a test says so.</summary>
internal sealed class StubHandler(string kind) : IJobHandler
{
    private readonly ConcurrentDictionary<long, (JobRun Run, TaskCompletionSource<string?> End)> _running = new();

    public string Kind => kind;

    public ConcurrentQueue<long> Begun { get; } = new();

    public ConcurrentQueue<long> Undone { get; } = new();

    public IEnumerable<long> Running => _running.Keys.Order();

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var end = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Begun.Enqueue(run.Job.Id);
        _running[run.Job.Id] = (run, end);
        try
        {
            return await end.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _running.TryRemove(run.Job.Id, out _);
        }
    }

    public Task CancelledAsync(JobRecord job)
    {
        Undone.Enqueue(job.Id);
        return Task.CompletedTask;
    }

    public Task BegunAsync(long id) => Eventually.TrueAsync(() => _running.ContainsKey(id), $"job {id} began");

    public Task ReportAsync(long id, long current, long total) => _running[id].Run.ReportAsync(current, total, CancellationToken.None);

    public void End(long id, string? result) => _running[id].End.SetResult(result);

    public void Fail(long id, Exception exception) => _running[id].End.SetException(exception);
}
