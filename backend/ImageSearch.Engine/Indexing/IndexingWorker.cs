using System.Threading.Channels;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Library;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Indexing;

/// <summary>
/// Embeds what waits: claims pictures, has them decoded and embedded (the embedder batches), and commits the outcomes in groups. Pictures
/// in flight at an earlier crash come last and alone, so that one that kills the process takes no other with it.
/// </summary>
internal sealed class IndexingWorker(
    IIndexLedger ledger,
    ICatalog catalog,
    EmbeddingIndex index,
    PictureEmbedder embedder,
    TimeProvider clock,
    ILogger<IndexingWorker> logger) : IAsyncDisposable
{
    private const int InFlight = 32;
    private const int CommitSize = 64;
    private static readonly TimeSpan CommitInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);

    private readonly Signal _wake = new();
    private readonly RateMeter _rate = new(clock);
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<long> _unreleased = [];
    private Task _running = Task.CompletedTask;

    /// <summary>Told after every commit, when the work runs out, and when pictures were removed or queued again.</summary>
    public Broadcast<IndexProgress> Progress { get; } = new();

    public bool Busy { get; private set; }

    public IndexProgress Current
    {
        get
        {
            var counts = catalog.Counts();
            var rate = Busy ? _rate.PerSecond : 0;
            return new IndexProgress(
                counts.Indexed, counts.Pending, counts.Failed, Math.Round(rate, 1), Eta(counts.Pending, rate));
        }
    }

    public void Start() => _running = Task.Run(() => RunAsync(_stopping.Token));

    /// <summary>Says that there may be something to do.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Tells listeners of counts that changed otherwise than by embedding.</summary>
    public void Announce() => Progress.Publish(Current);

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        Progress.Complete();
        _stopping.Dispose();
    }

    private static double? Eta(long pending, double rate) => pending > 0 && rate > 0 ? Math.Round(pending / rate, 1) : null;

    private async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await EmbedWaitingAsync(stopping).ConfigureAwait(false);
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
                logger.LogError(exception, "Indexing was interrupted and goes on in {Seconds} s: {Reason}", PauseAfterFault.TotalSeconds, exception.Message);
                await Task.Delay(PauseAfterFault, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _wake.Set();
            }
        }
    }

    private async Task EmbedWaitingAsync(CancellationToken stopping)
    {
        try
        {
            while (await RoundAsync(suspects: false, stopping).ConfigureAwait(false)
                || await RoundAsync(suspects: true, stopping).ConfigureAwait(false))
            {
                await index.SaveIfDueAsync(stopping).ConfigureAwait(false);
            }

            await index.FinishRebuildingAsync(stopping).ConfigureAwait(false);
        }
        finally
        {
            if (Busy)
            {
                Busy = false;
                Progress.Publish(Current);
            }
        }
    }

    /// <summary>Works until nothing of its kind waits; false when there was nothing from the start.</summary>
    private async Task<bool> RoundAsync(bool suspects, CancellationToken stopping)
    {
        await ReleaseAsync().ConfigureAwait(false);
        var claimed = await ledger.ClaimAsync(suspects ? 1 : InFlight, suspects, stopping).ConfigureAwait(false);
        if (claimed.Count == 0)
            return false;
        if (!Busy)
        {
            Busy = true;
            _rate.Restart();
            Progress.Publish(Current);
        }

        using var round = new EmbeddingRound(embedder, stopping);
        round.Begin(claimed);
        try
        {
            while (round.InFlight > 0)
            {
                var outcomes = await round.TakeAsync(CommitSize, CommitInterval, clock).ConfigureAwait(false);
                _unreleased.UnionWith(outcomes.Ids);
                await index.CommitAsync(outcomes.Embedded, outcomes.Failed, CancellationToken.None).ConfigureAwait(false);
                _unreleased.ExceptWith(outcomes.Ids);
                _rate.Add(outcomes.Count);
                EngineMetrics.Embedded.Add(outcomes.Embedded.Count);
                EngineMetrics.Failed.Add(outcomes.Failed.Count);
                Progress.Publish(Current);
                round.ThrowIfFaulted();
                await index.SaveIfDueAsync(stopping).ConfigureAwait(false);
                if (!suspects && !stopping.IsCancellationRequested && InFlight - round.InFlight is > 0 and var free)
                    round.Begin(await ledger.ClaimAsync(free, suspects: false, stopping).ConfigureAwait(false));
            }
        }
        finally
        {
            _unreleased.UnionWith(await round.DrainAsync().ConfigureAwait(false));
            await ReleaseAsync().ConfigureAwait(false);
        }

        stopping.ThrowIfCancellationRequested();
        return true;
    }

    /// <summary>Gives back claims whose outcome could not be recorded: on a full disk that may itself take several tries.</summary>
    private async Task ReleaseAsync()
    {
        if (_unreleased.Count == 0)
            return;
        await ledger.ReleaseAsync(_unreleased, CancellationToken.None).ConfigureAwait(false);
        _unreleased.Clear();
    }
}
