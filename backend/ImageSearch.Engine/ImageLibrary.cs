using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Models;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine;

/// <summary>
/// The product as a library: stores pictures, embeds them as they arrive, and searches them. A provider opens it:
/// <c>LocalLibrary</c> keeps one in a folder. Thread-safe.
/// </summary>
public sealed partial class ImageLibrary : IAsyncDisposable
{
    private readonly PartOwner _parts;
    private readonly IndexingWorker _worker;
    private readonly OpenSpaces _open;
    private readonly ISpaceIndexes _indexes;
    private readonly SavingSpaces _saving;

    private ImageLibrary(
        ILibraryProvider provider,
        ImageLibraryOptions options,
        PartOwner parts,
        OpenSpaces open,
        ModelLocator locator,
        ILoggerFactory loggers,
        TimeProvider clock)
    {
        var limits = options.Library.ToLimits();
        _parts = parts;
        _open = open;
        _indexes = provider.Indexes;
        _saving = parts.Own(new SavingSpaces(open, loggers.CreateLogger<ImageLibrary>()));
        _worker = parts.Own(new IndexingWorker(provider.Embeddings, provider.Pictures, open, provider.Originals, clock, loggers));
        Spool = new Spool(provider.Scratch);
        Images = new LibraryImages(provider.Pictures, provider.Originals, provider.Thumbnails, provider.Removal, _worker.LookAgainAsync);
        Intake = parts.Own(new ImageIntake(provider.Intake, limits, _worker.Wake, loggers.CreateLogger<ImageIntake>()));
        Files = new FileIntake(Intake, Spool, Images);
        Search = new ImageSearcher(provider.Pictures, provider.Originals, open, limits);

        var opener = new SpaceOpener(options.Embedding, limits, provider.Indexes, loggers);
        var models = new ModelFinder(locator);
        var store = parts.Own(
            new ModelStore(options.Embedding.ModelsDirectory, provider.Models, options.Models, loggers.CreateLogger<ModelStore>(), clock));
        var fetch = new ModelFetch(store, clock, loggers.CreateLogger<ModelFetch>());
        var builder = new SpaceBuilder(open, provider.Embeddings, provider.Spaces, provider.Originals, _worker, clock, loggers);
        var change = new SpaceJob(
            open, provider.Spaces, builder, opener, models, fetch, provider.Indexes, provider.Pictures, _worker, clock, loggers
                .CreateLogger<SpaceJob>());
        var roots = new ImportRoots(options.Library.ImportRoots, provider.Own);
        var import = new ImportJob(roots, provider.Imports, Intake, new ImportReader(Spool, limits), _worker.Wake, clock);
        var index = new IndexJob(provider.Embeddings, provider.Pictures, _worker, clock);
        Jobs = parts.Own(new JobRunner(provider.Jobs, [index, change, import, new ModelPullJob(fetch)], loggers.CreateLogger<JobRunner>()));
        Imports = new LibraryImports(roots, Jobs);
        Spaces = new LibrarySpaces(open, provider.Spaces, models, provider.Indexes, Jobs);
        var recommended = parts.Own(new RecommendedModel(
            store, locator, open, provider.Spaces, provider.Pictures, Spaces, Jobs, options.Models, loggers.CreateLogger<RecommendedModel>()));
        Models = new LibraryModels(store, locator, Spaces, Jobs, recommended, options.Models);
    }

    public LibraryImages Images { get; }

    /// <summary>Adds files that were received.</summary>
    public ImageIntake Intake { get; }

    /// <summary>Adds files of this machine.</summary>
    public FileIntake Files { get; }

    public ImageSearcher Search { get; }

    public JobRunner Jobs { get; }

    public LibraryImports Imports { get; }

    public Spool Spool { get; }

    /// <summary>The available models: which are present, fetching and using them.</summary>
    public LibraryModels Models { get; }

    /// <summary>The embedding spaces: the active one, one that is being built, and those that are kept.</summary>
    public LibrarySpaces Spaces { get; }

    /// <summary>The embedder of the active space; it changes with the model.</summary>
    public IEmbedder Embedder => _open.Active.Embedder;

    /// <summary>The progress of embedding, published whenever pictures were embedded.</summary>
    public Broadcast<IndexProgress> IndexProgress => _worker.Progress;

    /// <summary>The last published progress; <see cref="IndexStatusAsync"/> reads the present one.</summary>
    public IndexProgress LastProgress => _worker.Last;

    /// <summary>The approximate memory of the active index's vectors, in bytes.</summary>
    public long IndexBytes => _open.Active.Index.Bytes;

    public async Task<IndexStatus> IndexStatusAsync(CancellationToken cancellationToken = default) =>
        IndexStatus.Of(_open, await _worker.CurrentAsync(cancellationToken).ConfigureAwait(false), _indexes);

    /// <summary>Opens the library that a provider keeps: loads model and index, and continues where the last process ended.</summary>
    /// <param name="provider">The library's to close, also where it cannot be opened.</param>
    /// <exception cref="SetupException">A part of it or a native library cannot be used; the message says what to do.</exception>
    /// <exception cref="ModelException">There is no usable model; the message says what to do.</exception>
    internal static async Task<ImageLibrary> OpenAsync(
        ILibraryProvider provider, ImageLibraryOptions options, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger<ImageLibrary>();
        var parts = new PartOwner(logger);
        try
        {
            parts.Own(provider);
            var locator = new ModelLocator(options.Embedding, provider.Models);
            var opener = new SpaceOpener(options.Embedding, options.Library.ToLimits(), provider.Indexes, loggers);
            var start = new SpaceStart(
                locator, new ModelFinder(locator), opener, provider.Indexes, provider.Embeddings, provider.Spaces, provider.Jobs, loggers
                    .CreateLogger<SpaceStart>());
            var (active, next) = await start.OpenAsync(cancellationToken).ConfigureAwait(false);
            var library = new ImageLibrary(provider, options, parts, parts.Own(new OpenSpaces(active)), locator, loggers, clock);
            await library.StartAsync(next, cancellationToken).ConfigureAwait(false);
            if (provider.Indexes.Note(active.Index, active.Index.Count) is { } note)
                logger.LogInformation("{Note}", note);
            return library;
        }
        catch
        {
            await parts.DisposeAsync().ConfigureAwait(false);
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

    /// <summary>Stops embedding, saves a snapshot of the index and closes the library.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private async Task StartAsync(SpaceChange? next, CancellationToken cancellationToken)
    {
        _worker.Start();
        await Jobs.StartAsync(cancellationToken).ConfigureAwait(false);
        if (next is not null)
            await Spaces.SubmitAsync(next, cancellationToken).ConfigureAwait(false);
        _saving.Begin();
    }
}
