using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Jobs;

/// <summary>Runs jobs in the order of their requests, one of each kind at a time, and continues unfinished ones at the start.</summary>
public sealed class JobRunner : IAsyncDisposable
{
    private readonly IJobStore _store;
    private readonly ILogger<JobRunner> _logger;
    private readonly Dictionary<string, Lane> _lanes;
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = new();
    private readonly CancellationTokenSource _stopping = new();

    internal JobRunner(IJobStore store, IEnumerable<IJobHandler> handlers, ILogger<JobRunner> logger)
    {
        _store = store;
        _logger = logger;
        _lanes = handlers.ToDictionary(handler => handler.Kind, handler => new Lane(handler));
    }

    /// <summary>Every change of every job.</summary>
    public Broadcast<JobRecord> Changes { get; } = new();

    public Task<JobRecord?> FindAsync(long id, CancellationToken cancellationToken) => _store.FindAsync(id, cancellationToken);

    /// <exception cref="LibraryException">There is no such job.</exception>
    public async Task<JobRecord> GetAsync(long id, CancellationToken cancellationToken) =>
        await _store.FindAsync(id, cancellationToken).ConfigureAwait(false)
        ?? throw new LibraryException(LibraryErrorKind.NotFound, $"There is no job {id}.");

    public Task<(IReadOnlyList<JobRecord> Items, long Total)> ListAsync(int limit, long? beforeId, CancellationToken cancellationToken) =>
        _store.ListAsync(limit, beforeId, cancellationToken);

    public Task<(IReadOnlyList<JobFailure> Items, long Total)> FailuresAsync(long id, int limit, int offset, CancellationToken cancellationToken) =>
        _store.FailuresAsync(id, limit, offset, cancellationToken);

    /// <summary>Jobs that have not ended, oldest first.</summary>
    public Task<IReadOnlyList<JobRecord>> UnfinishedAsync(CancellationToken cancellationToken) => _store.UnfinishedAsync(cancellationToken);

    public async Task<JobRecord> SubmitAsync(string kind, string parameters, CancellationToken cancellationToken)
    {
        var lane = _lanes[kind];
        var job = await _store.AddAsync(kind, parameters, cancellationToken).ConfigureAwait(false);
        Changes.Publish(job);
        lane.Queue.Writer.TryWrite(job.Id);
        return job;
    }

    /// <summary>Cancels a job; a job that has already ended does not change.</summary>
    /// <exception cref="LibraryException">There is no such job.</exception>
    public async Task<JobRecord> CancelAsync(long id, CancellationToken cancellationToken)
    {
        var before = await GetAsync(id, cancellationToken).ConfigureAwait(false);
        if (before.Ended)
            return before;
        var job = await _store.EndAsync(id, JobState.Cancelled, null, null, cancellationToken).ConfigureAwait(false);
        if (job.State != JobState.Cancelled)
            return job;

        // Only a started job is undone: a job that still waited must not stop the work of another of its kind.
        var running = await StopAsync(id).ConfigureAwait(false);
        if ((running || before.State == JobState.Running) && _lanes.TryGetValue(job.Kind, out var lane))
            await lane.Handler.CancelledAsync(job).ConfigureAwait(false);
        Changes.Publish(job);
        return job;
    }

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var job in (await _store.UnfinishedAsync(cancellationToken).ConfigureAwait(false)).Where(job => _lanes.ContainsKey(job.Kind)))
            _lanes[job.Kind].Queue.Writer.TryWrite(job.Id);
        foreach (var lane in _lanes.Values)
            lane.Running = Task.Run(() => RunAsync(lane), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var lane in _lanes.Values)
        {
            lane.Queue.Writer.TryComplete();
            await lane.Running.ConfigureAwait(false);
        }

        Changes.Complete();
        _stopping.Dispose();
    }

    private async Task<bool> StopAsync(long id)
    {
        if (!_running.TryGetValue(id, out var running))
            return false;
        try
        {
            await running.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The job has just ended.
        }

        return true;
    }

    private async Task RunAsync(Lane lane)
    {
        while (!_stopping.IsCancellationRequested && await lane.Queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (!_stopping.IsCancellationRequested && lane.Queue.Reader.TryRead(out var id))
                await RunAsync(lane.Handler, id).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(IJobHandler handler, long id)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        _running[id] = cancellation;
        try
        {
            var job = await _store.StartAsync(id, CancellationToken.None).ConfigureAwait(false);
            if (job.Ended)
                return;
            Changes.Publish(job);
            var result = await handler.RunAsync(new JobRun(job, _store, Changes.Publish), cancellation.Token).ConfigureAwait(false);
            await EndAsync(id, JobState.Completed, null, result).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Cancelled by a user: the job has ended already. Service stopping: the row stays running, and the next start continues it.
        }
        catch (JobGivenUpException exception)
        {
            _logger.LogWarning("Job {Id} ({Kind}) was abandoned: {Reason}", id, handler.Kind, exception.Message);
            await EndAsync(id, JobState.Cancelled, exception.Message, null).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A failed job must not stop the jobs after it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.LogError(exception, "Job {Id} ({Kind}) failed: {Reason}", id, handler.Kind, exception.Message);
            await EndAsync(id, JobState.Failed, exception.Message, null).ConfigureAwait(false);
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    private async Task EndAsync(long id, JobState state, string? problem, string? result)
    {
        try
        {
            Changes.Publish(await _store.EndAsync(id, state, problem, result, CancellationToken.None).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // A failure to record the end, as with a full disk, must not stop the jobs after it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.LogError(exception, "The end of job {Id} could not be recorded; the next start continues the job", id);
        }
    }

    private sealed class Lane(IJobHandler handler)
    {
        public IJobHandler Handler { get; } = handler;

        public Channel<long> Queue { get; } = Channel.CreateUnbounded<long>();

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
