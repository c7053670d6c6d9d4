using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Ports;
using ImageSearch.Engine.Storage;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Spaces;

/// <summary>Puts a space together: a model's embedder and the index of its vectors.</summary>
internal sealed class SpaceOpener(
    EmbeddingOptions options,
    ImageLimits limits,
    DataDirectory data,
    SqliteEmbeddings embeddings,
    ISpaces spaces,
    OpenIndexes indexes,
    LibraryGate gate,
    TimeProvider clock,
    ILoggerFactory loggers,
    IndexPlan plan)
{
    private const int MaxSearchThreads = 8;

    public static int SearchThreads => Math.Clamp(Environment.ProcessorCount, 1, MaxSearchThreads);

    public IndexPlan Plan => plan;

    /// <summary>Loads the model. The index is there, but not open yet.</summary>
    /// <param name="kind">Which kind of index a space of the model has.</param>
    /// <exception cref="ModelException">The model cannot be used; the message says why.</exception>
    public Task<LibrarySpace> OpenAsync(ModelFile model, Func<EmbeddingSpace, IndexKind> kind, CancellationToken cancellationToken) =>
        OpenAsync(model, null, kind, cancellationToken);

    /// <summary>The same; where the library has vectors of the model by an earlier decoder, their space.</summary>
    public async Task<LibrarySpace> OpenAsync(
        ModelFile model, SpaceRecord? recorded, Func<EmbeddingSpace, IndexKind> kind, CancellationToken cancellationToken)
    {
        var embedder = await OnnxEmbedder.OpenAsync(
            model, recorded?.EmbeddingSpaceId, options, limits, loggers.CreateLogger<OnnxEmbedder>(), cancellationToken).ConfigureAwait(false);
        try
        {
            return Of(embedder, kind(embedder.Space));
        }
        catch
        {
            await embedder.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A space whose model is missing: its vectors alone.</summary>
    /// <param name="reason">What became of the model, the middle of a sentence.</param>
    public LibrarySpace OpenWithoutModel(SpaceRecord record, string reason) => Of(new MissingModel(record, reason), record.Kind);

    private LibrarySpace Of(IEmbedder embedder, IndexKind kind) => new(
        embedder,
        new EmbeddingIndex(
            embedder.Space, embeddings, spaces, new IndexSnapshot(data, embedder.Space, clock, loggers.CreateLogger<IndexSnapshot>(), kind), indexes, gate,
            loggers.CreateLogger<EmbeddingIndex>(), plan.Tuning));
}
