using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Pictures;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Spaces;

/// <summary>
/// Embeds what waits for the active space, in the background. Pictures in flight at an earlier crash come last and alone.
/// </summary>
internal sealed class IndexingWorker(
    IEmbeddings embeddings,
    IPictureReads pictures,
    OpenSpaces spaces,
    IOriginals originals,
    TimeProvider clock,
    ILoggerFactory loggers) : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);

    private readonly Signal _wake = new();
    private readonly RateMeter _rate = new(clock);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ILogger<IndexingWorker> _logger = loggers.CreateLogger<IndexingWorker>();
    private Task _running = Task.CompletedTask;
    private int _pausing;

    /// <summary>Told after every commit, when the work runs out, and when pictures were removed or queued again.</summary>
    public Broadcast<IndexProgress> Progress { get; } = new();

    public bool Busy { get; private set; }

    /// <summary>The progress now.</summary>
    public async Task<IndexProgress> CurrentAsync(CancellationToken cancellationToken)
    {
        var counts = await pictures.CountsAsync(cancellationToken).ConfigureAwait(false);
        var rate = Busy ? _rate.PerSecond : 0;
        return new IndexProgress(counts.Indexed, counts.Pending, counts.Failed, Math.Round(rate, 1), Eta(counts.Pending, rate));
    }

    /// <summary>What was announced last.</summary>
    public IndexProgress Last { get; private set; } = new(0, 0, 0, 0, null);

    public void Start() => _running = Task.Run(() => RunAsync(_stopping.Token));

    /// <summary>Says that there may be something to do.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Waits for what is in flight; nothing more is begun until the answer is disposed.</summary>
    public async Task<IDisposable> PauseAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _pausing);
        try
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Pause(this);
        }
        catch
        {
            Wake();
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _pausing);
        }
    }

    /// <summary>Looks for work and tells listeners of new counts: waiting pictures may be gone, or new ones may wait.</summary>
    public Task LookAgainAsync()
    {
        Wake();
        return AnnounceAsync();
    }

    /// <summary>Tells listeners of counts that changed otherwise than by embedding.</summary>
    public async Task AnnounceAsync()
    {
        Last = await CurrentAsync(CancellationToken.None).ConfigureAwait(false);
        Progress.Publish(Last);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        Progress.Complete();
        _stopping.Dispose();
        _turn.Dispose();
    }

    private static double? Eta(long pending, double rate) => pending > 0 && rate > 0 ? Math.Round(pending / rate, 1) : null;

    private async Task RunAsync(CancellationToken stopping)
    {
        await AnnounceAsync().ConfigureAwait(false);
        var pass = new EmbeddingPass(embeddings, clock, () => Volatile.Read(ref _pausing) > 0, BeginAsync, RecordAsync);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await EmbedWaitingAsync(pass, stopping).ConfigureAwait(false);
                await _wake.WaitAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever went wrong (a full disk, a failing device), indexing must go on when it is mended.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _logger.LogError(
                    exception,
                    "Indexing was interrupted and goes on in {Seconds} s: {Reason}",
                    PauseAfterFault.TotalSeconds,
                    exception.Message);
                await Task.Delay(PauseAfterFault, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _wake.Set();
            }
        }
    }

    private async Task EmbedWaitingAsync(EmbeddingPass pass, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            using var space = spaces.Lease();
            // What waits goes on waiting, for the model that the library moves to.
            if (space.Embedder.Problem is not null)
                return;
            var pictures = new PictureEmbedder(space.Embedder, originals, loggers.CreateLogger<PictureEmbedder>());
            while (await pass.RunAsync(space.Index, pictures, suspects: false, stopping).ConfigureAwait(false)
                || await pass.RunAsync(space.Index, pictures, suspects: true, stopping).ConfigureAwait(false))
            {
                _ = space.Index.SaveIfDueAsync(stopping);
            }

            if (Volatile.Read(ref _pausing) == 0)
                await space.Index.FinishRebuildingAsync(stopping).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
            if (Busy)
            {
                Busy = false;
                await AnnounceAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task BeginAsync()
    {
        if (Busy)
            return;
        Busy = true;
        _rate.Restart();
        await AnnounceAsync().ConfigureAwait(false);
    }

    private Task RecordAsync(EmbeddingRound.Outcomes outcomes)
    {
        _rate.Add(outcomes.Count);
        EngineMetrics.Embedded.Add(outcomes.Embedded.Count);
        EngineMetrics.Failed.Add(outcomes.Failed.Count);
        return AnnounceAsync();
    }

    private sealed class Pause(IndexingWorker worker) : IDisposable
    {
        public void Dispose()
        {
            worker._turn.Release();
            worker.Wake();
        }
    }
}
