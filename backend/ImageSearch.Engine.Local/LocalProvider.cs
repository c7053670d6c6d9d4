using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Local.Orphans;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Spaces;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Local;

/// <summary>The catalogue in SQLite, originals and thumbnails as files, and the indexes of FAISS, in one data directory.</summary>
internal sealed class LocalProvider : ILibraryProvider
{
    private readonly PartOwner _parts;
    private readonly DataDirectory _directory;
    private readonly OrphanCare _orphans;

    private LocalProvider(
        PartOwner parts, DataDirectory directory, CatalogDatabase database, CatalogSession session,
        OriginalStore store, IndexPlan plan, ImageLimits limits,
        ILoggerFactory loggers, TimeProvider clock)
    {
        _parts = parts;
        _directory = directory;
        var catalog = new SqliteCatalog(database, clock);
        var embeddings = new SqliteEmbeddings(database, clock, session);
        var gate = parts.Own(new LibraryGate());
        var thumbnails = parts.Own(new ThumbnailCache(directory, store, limits));
        var indexes = new OpenIndexes();
        _orphans = parts.Own(new OrphanCare(directory, catalog, store, session, thumbnails, gate, clock, loggers));
        Pictures = catalog;
        Originals = store;
        Thumbnails = thumbnails;
        Imports = new SqliteImportLedger(database);
        Intake = new LocalIntake(catalog, store, _orphans.Store, Imports, gate, loggers.CreateLogger<LocalIntake>());
        Removal = new PictureRemoval(catalog, indexes, store, thumbnails, gate, loggers.CreateLogger<PictureRemoval>());
        Embeddings = embeddings;
        Spaces = new SqliteSpaces(database);
        Indexes = new LocalIndexes(directory, embeddings, Spaces, catalog, indexes, gate, plan, clock, loggers);
        Jobs = new SqliteJobStore(database, clock);
    }

    public IPictures Pictures { get; }

    public IOriginals Originals { get; }

    public IThumbnails Thumbnails { get; }

    public IIntake Intake { get; }

    public IImportLedger Imports { get; }

    public IRemoval Removal { get; }

    public IEmbeddings Embeddings { get; }

    public ISpaces Spaces { get; }

    public ISpaceIndexes Indexes { get; }

    public IJobStore Jobs { get; }

    public string Scratch => _directory.Temporary;

    public string Models => _directory.Models;

    public string Own => _directory.Root;

    /// <summary>Opens the catalogue and puts what an earlier process left into order.</summary>
    /// <param name="directory">The provider's to close, also where it cannot be opened.</param>
    public static async Task<LocalProvider> OpenAsync(
        DataDirectory directory, IndexPlan plan, ImageLimits limits, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger<LocalProvider>();
        var parts = new PartOwner(logger);
        try
        {
            parts.Own(directory);
            var database = parts.Own(CatalogDatabase.Open(directory.Catalog));
            if (database.LogSetAside is { } log)
            {
                logger.LogWarning(
                    "{Path} is gone, but its log is still there. The log is now {Log}: put it back as catalog.db-wal together with the old catalogue",
                    directory.Catalog, log);
            }

            var store = new OriginalStore(directory);
            var session = parts.Own(await CatalogSession.BeginAsync(database, directory, store, cancellationToken).ConfigureAwait(false));
            await new SqliteEmbeddings(database, clock, session).EndClaimsAsync(cancellationToken).ConfigureAwait(false);
            await new RevisedIndexes(database, directory).RenameAsync(cancellationToken).ConfigureAwait(false);
            var provider = new LocalProvider(parts, directory, database, session, store, plan, limits, loggers, clock);
            await provider._orphans.ReturnAsync(cancellationToken).ConfigureAwait(false);
            return provider;
        }
        catch
        {
            await parts.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Begins to look after originals without a picture, in the background.</summary>
    public void BeginCare() => _orphans.Start();

    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}
