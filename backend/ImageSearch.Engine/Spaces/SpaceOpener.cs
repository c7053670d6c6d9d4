using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Storage;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Spaces;

/// <summary>Puts a space together: a model's embedder and the index of its vectors.</summary>
internal sealed class SpaceOpener(
    EmbeddingOptions options, ImageLimits limits, DataDirectory data, IIndexLedger ledger, LibraryGate gate, TimeProvider clock, ILoggerFactory loggers)
{
    private const int MaxSearchThreads = 8;

    public static int SearchThreads => Math.Clamp(Environment.ProcessorCount, 1, MaxSearchThreads);

    /// <summary>Loads the model. The index is there, but not open yet.</summary>
    /// <exception cref="ModelException">The model cannot be used; the message says why.</exception>
    public async Task<LibrarySpace> OpenAsync(ModelFile model, CancellationToken cancellationToken)
    {
        var embedder = await OnnxEmbedder.OpenAsync(
            model, options, limits, loggers.CreateLogger<OnnxEmbedder>(), cancellationToken).ConfigureAwait(false);
        var snapshot = new IndexSnapshot(data, embedder.Space, clock, loggers.CreateLogger<IndexSnapshot>());
        return new LibrarySpace(embedder, new EmbeddingIndex(embedder.Space, ledger, snapshot, gate, loggers.CreateLogger<EmbeddingIndex>()));
    }
}
