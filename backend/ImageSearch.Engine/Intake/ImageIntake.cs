using System.Threading.Channels;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Intake;

/// <summary>
/// Adds spooled files to the library. Uploads that wait at the same time are committed together. Only after that does a caller get the
/// result "added".
/// </summary>
public sealed class ImageIntake : IAsyncDisposable
{
    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>();
    private readonly IIntake _intake;
    private readonly ImageLimits _limits;
    private readonly Action _added;
    private readonly ILogger<ImageIntake> _logger;
    private readonly Task _committing;

    /// <param name="added">Called after pictures were added.</param>
    internal ImageIntake(IIntake intake, ImageLimits limits, Action added, ILogger<ImageIntake> logger)
    {
        _intake = intake;
        _limits = limits;
        _added = added;
        _logger = logger;
        _committing = Task.Run(CommitAllAsync);
    }

    /// <summary>Adds files and returns one outcome for each, in order. A bad file does not stop the others.</summary>
    /// <exception cref="StorageFullException">The disk is full; none of them was added.</exception>
    public async Task<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<SpooledFile> files, AddOptions options, CancellationToken cancellationToken)
    {
        var candidates = await Task.Run(() => files.Select(Inspect).ToArray(), cancellationToken).ConfigureAwait(false);
        return await AddAsync(candidates, options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="AddAsync(IReadOnlyList{SpooledFile}, AddOptions, CancellationToken)"/>
    /// <param name="candidates">Files whose headers have been read.</param>
    internal async Task<IReadOnlyList<AddOutcome>> AddAsync(
        IReadOnlyList<Candidate> candidates,
        AddOptions options,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new Waiting(new IntakeRequest(candidates, options));
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(waiting), this);
        return await waiting.Completion.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _committing.ConfigureAwait(false);
    }

    private Candidate Inspect(SpooledFile file)
    {
        if (file.Rejection is not null)
            return new Candidate(file, null, file.Rejection);
        try
        {
            return new Candidate(file, ImageReader.ReadHeader(file.Path, _limits), null);
        }
        catch (ImageException exception)
        {
            return new Candidate(file, null, Rejection.From(exception));
        }
    }

    private async Task CommitAllAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var group = new List<Waiting>();
            while (_waiting.Reader.TryRead(out var waiting))
                group.Add(waiting);
            await CommitAsync(group).ConfigureAwait(false);
        }
    }

    private async Task CommitAsync(List<Waiting> group)
    {
        try
        {
            var requests = group.Select(waiting => waiting.Request).ToList();
            var result = await _intake.CommitAsync(requests, CancellationToken.None).ConfigureAwait(false);
            EngineMetrics.Added.Add(result.Added);
            if (result.Added > 0 || result.Restored > 0)
                _added();
            foreach (var (waiting, outcomes) in group.Zip(result.Outcomes))
                waiting.Completion.TrySetResult(outcomes);
        }
#pragma warning disable CA1031 // Every failure is passed to the callers, and the next group must still be served.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.LogError(exception, "Adding {Count} uploads failed: {Reason}", group.Count, exception.Message);
            foreach (var waiting in group)
                waiting.Completion.TrySetException(StorageFullException.IsCauseOf(exception) ? new StorageFullException(exception) : exception);
        }
    }

    private sealed record Waiting(IntakeRequest Request)
    {
        public TaskCompletionSource<IReadOnlyList<AddOutcome>> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
