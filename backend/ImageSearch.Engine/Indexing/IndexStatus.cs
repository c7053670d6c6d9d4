using ImageSearch.Engine.Embedding;

namespace ImageSearch.Engine.Indexing;

/// <summary>The state of the index.</summary>
/// <param name="Space">Id of the embedding space.</param>
/// <param name="Device">`cpu` or `cuda`.</param>
/// <param name="DeviceNote">Why a GPU is not used; null where one is, or none was looked for.</param>
/// <param name="Bytes">Memory that the vectors take.</param>
/// <param name="Rebuilding">Searches wait: the library is being embedded into this space for the first time.</param>
public sealed record IndexStatus(
    string Space,
    ModelDescriptor Model,
    string Device,
    string? DeviceNote,
    int Dimension,
    long Bytes,
    DateTimeOffset? SavedAt,
    bool Rebuilding,
    IndexProgress Progress)
{
    internal static IndexStatus Of(EmbeddingIndex index, IndexingWorker worker, IEmbedder embedder) => new(
        index.Space.Id,
        embedder.Model,
        embedder.Device,
        embedder.DeviceNote,
        index.Vectors.Dimension,
        index.Vectors.Count * (index.Vectors.Dimension * sizeof(float) + sizeof(long)),
        index.SavedAt,
        index.Rebuilding,
        worker.Current);
}
