using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Spaces;
using ImageSearch.Faiss;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Local.Indexes;

/// <summary>The indexes in the folders <c>spaces/{index}/</c> of a data directory.</summary>
internal sealed class LocalIndexes(
    DataDirectory data,
    SqliteEmbeddings embeddings,
    ISpaces spaces,
    SqliteCatalog catalog,
    OpenIndexes open,
    LibraryGate gate,
    IndexPlan plan,
    TimeProvider clock,
    ILoggerFactory loggers) : ISpaceIndexes
{
    private readonly FilteredIds _filtered = new(catalog);
    private readonly ILogger<LocalIndexes> _logger = loggers.CreateLogger<LocalIndexes>();

    public IndexKind? Wanted => plan.Wanted;

    public IndexKind Initial => plan.Initial;

    public IndexTraits? TraitsOf(IndexKind kind) => FaissIndexType.Exists(kind.Type)
        ? new IndexTraits(kind.Faiss.MinimumTrainingVectors, kind.Faiss.RecommendedTrainingVectors, kind.Faiss.IsLossless)
        : null;

    public string? Note(ISpaceIndex active, long present) => plan.Note(active.Kind, present);

    public ISpaceIndex Create(EmbeddingSpace space, IndexKind kind) => new EmbeddingIndex(
        space, embeddings, spaces, new IndexSnapshot(data, space, clock, loggers.CreateLogger<IndexSnapshot>(), kind), open, gate, _filtered,
        loggers.CreateLogger<EmbeddingIndex>(), plan.Tuning);

    public long StoredBytes(string id)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(data.Spaces, id)).EnumerateFiles().Sum(file => file.Length);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // One that cannot be removed now is tried again at the next start.
    public void Remove(string id)
    {
        try
        {
            Directory.Delete(Path.Combine(data.Spaces, id), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was saved yet.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning("The index of {Space} could not be removed: {Reason}", id, exception.Message);
        }
    }
}
