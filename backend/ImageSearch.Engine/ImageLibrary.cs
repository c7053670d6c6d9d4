using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine;

/// <summary>
/// The product as a library: the pictures of one data directory, embedded as they arrive, and searches over them. One process owns
/// a data directory at a time. Safe for any number of callers at once.
/// </summary>
public sealed partial class ImageLibrary : IAsyncDisposable
{
    private const int MaxSearchThreads = 8;

    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ILogger<ImageLibrary> _logger;
    private IndexingWorker _worker = null!;
    private EmbeddingIndex _index = null!;
    private Task _sweeping = Task.CompletedTask;
    private int _closed;

    private ImageLibrary(ILogger<ImageLibrary> logger) => _logger = logger;

    public LibraryImages Images { get; private set; } = null!;

    public ImageSearcher Search { get; private set; } = null!;

    public JobRunner Jobs { get; private set; } = null!;

    public Spool Spool { get; private set; } = null!;

    public IEmbedder Embedder { get; private set; } = null!;

    /// <summary>The progress of embedding, told whenever pictures were embedded.</summary>
    public Broadcast<IndexProgress> IndexProgress => _worker.Progress;

    public IndexStatus IndexStatus => IndexStatus.Of(_index, _worker, Embedder);

    /// <summary>Opens a library: takes the directory, loads model and index, and goes on where the last process ended.</summary>
    /// <exception cref="SetupException">The directory, the catalogue or a native library cannot be used; the message says what to do.</exception>
    /// <exception cref="ModelException">There is no usable model; the message says what to do.</exception>
    public static async Task<ImageLibrary> OpenAsync(
        ImageLibraryOptions options, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var library = new ImageLibrary(loggers.CreateLogger<ImageLibrary>());
        try
        {
            await library.OpenPartsAsync(options, loggers, clock, cancellationToken).ConfigureAwait(false);
            return library;
        }
        catch (Exception exception)
        {
            await library.CloseAsync(saveIndex: false).ConfigureAwait(false);
            if (CatalogDatabase.Explain(exception, options.DataDirectory) is { } problem)
                throw problem;
            throw;
        }
    }

    /// <summary>Asks for an index job; it is under way when the call returns.</summary>
    public Task<JobRecord> StartIndexJobAsync(IndexJobMode mode, CancellationToken cancellationToken) =>
        Jobs.SubmitAsync(IndexJob.JobKind, IndexJob.ParametersFor(mode), cancellationToken);

    /// <summary>Stops embedding, writes a snapshot of the index and lets go of the directory.</summary>
    public ValueTask DisposeAsync() => CloseAsync(saveIndex: true);

    private async Task OpenPartsAsync(ImageLibraryOptions options, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var directory = Own(DataDirectory.Open(options.DataDirectory));
        var database = Own(CatalogDatabase.Open(directory.Catalog));
        var limits = options.Library.ToLimits();
        Embedder = Own(await OnnxEmbedder.CreateAsync(
            options.Embedding, new ModelLocator(options.Embedding), limits, loggers.CreateLogger<OnnxEmbedder>(), cancellationToken).ConfigureAwait(false));

        var catalog = new SqliteCatalog(database, clock);
        var ledger = new SqliteIndexLedger(database, clock);
        var store = new OriginalStore(directory);
        var gate = Own(new LibraryGate());
        var suspects = await ledger.FailSuspectsAsync(
            "The service ended abruptly time and again while it was reading this picture. Retry it, or replace it.", cancellationToken).ConfigureAwait(false);
        if (suspects > 0)
            _logger.LogWarning("{Count} pictures were being read, alone, at two abrupt ends of the service and are not tried again", suspects);

        var snapshot = new IndexSnapshot(directory, Embedder.Space, clock, loggers.CreateLogger<IndexSnapshot>());
        _index = Own(new EmbeddingIndex(Embedder.Space, ledger, snapshot, gate, loggers.CreateLogger<EmbeddingIndex>()));
        await _index.OpenAsync(Math.Clamp(Environment.ProcessorCount, 1, MaxSearchThreads), cancellationToken).ConfigureAwait(false);

        var pictures = new PictureEmbedder(Embedder, store, loggers.CreateLogger<PictureEmbedder>());
        _worker = Own(new IndexingWorker(ledger, catalog, _index, pictures, clock, loggers.CreateLogger<IndexingWorker>()));
        var intake = Own(new ImageIntake(catalog, store, gate, limits, _worker.Wake, loggers.CreateLogger<ImageIntake>()));
        var thumbnails = Own(new ThumbnailCache(directory, store, limits));
        Images = new LibraryImages(catalog, store, intake, thumbnails, _index, gate, _worker, loggers.CreateLogger<LibraryImages>());
        Search = new ImageSearcher(catalog, store, _index, Embedder, limits);
        Spool = new Spool(directory);
        Jobs = Own(new JobRunner(
            new SqliteJobStore(database, clock), [new IndexJob(ledger, catalog, _worker, clock)], loggers.CreateLogger<JobRunner>()));

        _worker.Start();
        Jobs.Start();
        _sweeping = SweepAsync();
    }

    private async Task SweepAsync()
    {
        try
        {
            await Task.Run(() => Images.SweepAsync(_closing.Token), _closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Closing; the next start sweeps again.
        }
#pragma warning disable CA1031 // Tidying up, whatever stops it, must not keep the library from closing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.LogWarning("Looking for originals that no picture names was given up: {Reason}", exception.Message);
        }
    }

    private async ValueTask CloseAsync(bool saveIndex)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
            return;
        await _closing.CancelAsync().ConfigureAwait(false);
        await _sweeping.ConfigureAwait(false);
        while (_parts.TryPop(out var part))
        {
            if (part == _index && saveIndex)
                await SaveAsync().ConfigureAwait(false);
            await CloseAsync(part).ConfigureAwait(false);
        }

        _closing.Dispose();
    }

    // One part that fails must not keep the others, the directory's lock last of all, from being let go.
    private async Task CloseAsync(IAsyncDisposable part)
    {
        try
        {
            await part.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // It is being thrown away: there is nothing to do about it but to say so.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.LogError(exception, "Closing the library: {Part} failed: {Reason}", part.GetType().Name, exception.Message);
        }
    }

    // Nothing is lost without the snapshot: the ledger has what it would contain.
    private async Task SaveAsync()
    {
        try
        {
            await _index.SaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, the library must be closed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.LogWarning("The index could not be saved; the next start takes a little longer: {Reason}", exception.Message);
        }
    }

    private T Own<T>(T part)
    {
        _parts.Push(part as IAsyncDisposable ?? new Synchronous((IDisposable)part!));
        return part;
    }

    private sealed class Synchronous(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
