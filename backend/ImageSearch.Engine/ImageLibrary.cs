using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Library.Importing;
using ImageSearch.Engine.Library.Orphans;
using ImageSearch.Engine.Models;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;
using ImageSearch.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine;

/// <summary>
/// The product as a library: stores the pictures of one data directory, embeds them as they arrive, and searches them. Only one process can
/// open a data directory at a time. Thread-safe.
/// </summary>
public sealed partial class ImageLibrary : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly ILogger<ImageLibrary> _logger;
    private IndexingWorker _worker = null!;
    private OpenSpaces _open = null!;
    private IndexPlan _plan = null!;
    private DataDirectory? _directory;
    private int _closed;

    private ImageLibrary(ILogger<ImageLibrary> logger) => _logger = logger;

    public LibraryImages Images { get; private set; } = null!;

    public ImageSearcher Search { get; private set; } = null!;

    public JobRunner Jobs { get; private set; } = null!;

    public LibraryImports Imports { get; private set; } = null!;

    public Spool Spool { get; private set; } = null!;

    /// <summary>The available models: which are present, fetching and using them.</summary>
    public LibraryModels Models { get; private set; } = null!;

    /// <summary>The embedding spaces: the active one, one that is being built, and those that are kept.</summary>
    public LibrarySpaces Spaces { get; private set; } = null!;

    /// <summary>The embedder of the active space; it changes with the model.</summary>
    public IEmbedder Embedder => _open.Active.Embedder;

    /// <summary>The progress of embedding, published whenever pictures were embedded.</summary>
    public Broadcast<IndexProgress> IndexProgress => _worker.Progress;

    /// <summary>The last published progress; <see cref="IndexStatusAsync"/> reads the present one.</summary>
    public IndexProgress LastProgress => _worker.Last;

    /// <summary>The approximate memory of the active index's vectors, in bytes.</summary>
    public long IndexBytes => IndexStatus.BytesOf(_open.Active.Index);

    public async Task<IndexStatus> IndexStatusAsync(CancellationToken cancellationToken = default) =>
        IndexStatus.Of(_open, await _worker.CurrentAsync(cancellationToken).ConfigureAwait(false), _plan);

    /// <summary>Opens a library: locks the directory, loads model and index, and continues where the last process ended.</summary>
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
            if (library._directory is { } directory && CatalogDatabase.Explain(exception, directory) is { } problem)
                throw problem;
            throw;
        }
    }

    /// <summary>Starts an index job; it is running when the call returns.</summary>
    /// <exception cref="LibraryException">There is no model to embed with.</exception>
    /// <exception cref="LibraryException">The type of index cannot be changed now; the message says why.</exception>
    public Task<JobRecord> StartIndexJobAsync(IndexJobMode mode, CancellationToken cancellationToken) => Embedder.Problem is { } problem
        ? throw MissingModel.Needed(problem)
        : mode == IndexJobMode.Type ? Spaces.ChangeKindAsync(cancellationToken)
        : Jobs.SubmitAsync(IndexJob.JobKind, IndexJob.ParametersFor(mode), cancellationToken);

    /// <inheritdoc cref="LibrarySpaces.UseModelAsync"/>
    public Task<JobRecord> UseModelAsync(ModelFile model, bool keepOld, CancellationToken cancellationToken) =>
        Spaces.UseModelAsync(model, keepOld, cancellationToken);

    /// <summary>Stops embedding, saves a snapshot of the index and unlocks the directory.</summary>
    public ValueTask DisposeAsync() => CloseAsync(saveIndex: true);

    private async Task OpenPartsAsync(ImageLibraryOptions options, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        _plan = IndexPlan.Of(options.Index);
        var directory = _directory = Own(DataDirectory.Open(options.DataDirectory));
        var database = Own(CatalogDatabase.Open(directory.Catalog));
        if (database.LogSetAside is { } log)
            _logger.LogWarning(
                "{Path} is gone, but its log is still there. The log is now {Log}: put it back as catalog.db-wal together with the old catalogue",
                directory.Catalog, log);
        var limits = options.Library.ToLimits();
        var catalog = new SqliteCatalog(database, clock);
        var store = new OriginalStore(directory);
        var session = Own(await CatalogSession.BeginAsync(database, directory, store, cancellationToken).ConfigureAwait(false));
        var embeddings = new SqliteEmbeddings(database, clock, session);
        await embeddings.EndClaimsAsync(cancellationToken).ConfigureAwait(false);
        var gate = Own(new LibraryGate());
        var thumbnails = Own(new ThumbnailCache(directory, store, limits));
        var orphans = Own(new OrphanCare(directory, catalog, store, session, thumbnails, gate, clock, loggers));
        await orphans.ReturnAsync(cancellationToken).ConfigureAwait(false);
        var locator = new ModelLocator(options.Embedding, directory.Models);
        var models = new ModelFinder(locator);
        var spaces = new SqliteSpaces(database);
        await new RevisedIndexes(database, directory).RenameAsync(cancellationToken).ConfigureAwait(false);
        var indexes = new OpenIndexes();
        var opener = new SpaceOpener(options.Embedding, limits, directory, embeddings, spaces, indexes, gate, clock, loggers, _plan);
        var jobs = new SqliteJobStore(database, clock);
        var start = new SpaceStart(locator, models, opener, embeddings, spaces, jobs, loggers.CreateLogger<SpaceStart>());
        var (active, next) = await start.OpenAsync(cancellationToken).ConfigureAwait(false);
        _open = Own(new OpenSpaces(active));

        _worker = Own(new IndexingWorker(embeddings, catalog, _open, store, clock, loggers));
        var importLedger = new SqliteImportLedger(database);
        var intake = Own(new ImageIntake(catalog, store, orphans.Store, importLedger, gate, limits, _worker.Wake, loggers.CreateLogger<ImageIntake>()));
        var removal = new PictureRemoval(catalog, indexes, store, thumbnails, gate, loggers.CreateLogger<PictureRemoval>());
        Images = new LibraryImages(catalog, store, intake, thumbnails, removal, _worker);
        Search = new ImageSearcher(catalog, store, _open, limits);
        Spool = new Spool(directory);
        var roots = new ImportRoots(options.Library.ImportRoots, directory.Root);
        var importJob = new ImportJob(roots, importLedger, intake, new ImportReader(Spool, limits), _worker.Wake, clock);
        var folders = new SpaceFolders(directory, loggers.CreateLogger<SpaceFolders>());
        var builder = new SpaceBuilder(_open, embeddings, spaces, store, _worker, clock, loggers);
        var modelStore = Own(new ModelStore(
            options.Embedding.ModelsDirectory, directory.Models, options.Models, loggers.CreateLogger<ModelStore>(), clock));
        var fetch = new ModelFetch(modelStore, clock, loggers.CreateLogger<ModelFetch>());
        var change = new SpaceJob(_open, spaces, builder, opener, models, fetch, folders, catalog, _worker, clock, loggers.CreateLogger<SpaceJob>());
        Jobs = Own(new JobRunner(
            jobs,
            [new IndexJob(embeddings, catalog, _worker, clock), change, importJob, new ModelPullJob(fetch)],
            loggers.CreateLogger<JobRunner>()));
        Imports = new LibraryImports(roots, Jobs);
        Spaces = new LibrarySpaces(_open, spaces, models, folders, Jobs, _plan);
        var recommended = Own(new RecommendedModel(
            modelStore, locator, _open, spaces, catalog, Spaces, Jobs, options.Models, loggers.CreateLogger<RecommendedModel>()));
        Models = new LibraryModels(modelStore, locator, Spaces, Jobs, recommended, options.Models);

        _worker.Start();
        await Jobs.StartAsync(cancellationToken).ConfigureAwait(false);
        if (next is not null)
            await Spaces.SubmitAsync(next, cancellationToken).ConfigureAwait(false);
        if (_plan.Note(active.Index, active.Index.Vectors.Count) is { } note)
            _logger.LogInformation("{Note}", note);
        orphans.Start();
    }

    private async ValueTask CloseAsync(bool saveIndex)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
            return;
        while (_parts.TryPop(out var part))
        {
            if (part == _open && saveIndex)
                await SaveAsync().ConfigureAwait(false);
            await CloseAsync(part).ConfigureAwait(false);
        }
    }

    // A part that fails must not prevent the others from closing, the directory's lock last of all.
    private async Task CloseAsync(IAsyncDisposable part)
    {
        try
        {
            await part.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The part is being closed anyway, so the failure is only logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.LogError(exception, "Closing the library: {Part} failed: {Reason}", part.GetType().Name, exception.Message);
        }
    }

    // Nothing is lost without the snapshot, because the ledger has the same data.
    private async Task SaveAsync()
    {
        try
        {
            await _open.Active.Index.SaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The library must be closed after any failure.
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
