using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Spaces;

/// <summary>Puts a space together: a model's embedder and the index of its vectors.</summary>
internal sealed class SpaceOpener(EmbeddingOptions options, ImageLimits limits, ISpaceIndexes indexes, ILoggerFactory loggers)
{
    /// <summary>Loads the model. The index is there, but not open yet.</summary>
    /// <param name="recorded">Where the library has vectors of the model by an earlier decoder, their space; else null.</param>
    /// <param name="kind">Which kind of index a space of the model has.</param>
    /// <exception cref="ModelException">The model cannot be used; the message says why.</exception>
    public async Task<LibrarySpace> OpenAsync(
        ModelFile model, SpaceRecord? recorded, Func<EmbeddingSpace, IndexKind> kind, CancellationToken cancellationToken)
    {
        var embedder = await OnnxEmbedder.OpenAsync(
            model, recorded?.EmbeddingSpaceId, options, limits, loggers.CreateLogger<OnnxEmbedder>(), cancellationToken).ConfigureAwait(false);
        try
        {
            return new LibrarySpace(embedder, indexes.Create(embedder.Space, kind(embedder.Space)));
        }
        catch
        {
            await embedder.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A space whose model is missing: its vectors alone.</summary>
    /// <param name="reason">What became of the model, the middle of a sentence.</param>
    public LibrarySpace OpenWithoutModel(SpaceRecord record, string reason)
    {
        var embedder = new MissingModel(record, reason);
        return new LibrarySpace(embedder, indexes.Create(embedder.Space, record.Kind));
    }
}
