using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Local.Orphans;

/// <summary>
/// Takes care of originals that no picture names. They are returned while the library opens, set aside once after the start, and deleted
/// when they are old enough, which is checked once a day.
/// </summary>
internal sealed class OrphanCare : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _closing = new();
    private readonly OrphanReturn _return;
    private readonly OrphanSweep _sweep;
    private readonly OrphanExpiry _expiry;
    private readonly TimeProvider _clock;
    private readonly ILogger<OrphanCare> _logger;
    private Task _running = Task.CompletedTask;

    public OrphanCare(
        DataDirectory directory, SqliteCatalog catalog, OriginalStore store, CatalogSession session, ThumbnailCache thumbnails, LibraryGate gate,
        TimeProvider clock, ILoggerFactory loggers)
    {
        Store = new OrphanStore(directory, store, clock);
        _return = new OrphanReturn(catalog, store, Store, loggers.CreateLogger<OrphanReturn>());
        _sweep = new OrphanSweep(catalog, store, Store, session, thumbnails, gate, directory, loggers.CreateLogger<OrphanSweep>());
        _expiry = new OrphanExpiry(catalog, Store, _return, session, gate, clock, directory, loggers.CreateLogger<OrphanExpiry>());
        _clock = clock;
        _logger = loggers.CreateLogger<OrphanCare>();
    }

    public OrphanStore Store { get; }

    /// <inheritdoc cref="OrphanReturn.RunAsync"/>
    public Task ReturnAsync(CancellationToken cancellationToken) => _return.RunAsync(cancellationToken);

    public void Start() => _running = Task.Run(() => RunAsync(_closing.Token));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TryAsync(_sweep.RunAsync, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                await TryAsync(_expiry.RunAsync, cancellationToken).ConfigureAwait(false);
                await Task.Delay(Interval, _clock, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service is closing; the next start looks again.
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A failed clean-up must not disturb the library.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            _logger.LogWarning("The clean-up of originals without a picture was postponed: {Reason}", exception.Message);
        }
    }
}
