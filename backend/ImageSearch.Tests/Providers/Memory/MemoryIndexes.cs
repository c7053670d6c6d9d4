using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;

namespace ImageSearch.Tests.Providers.Memory;

/// <summary>Every index is a view of the table of embeddings: nothing is saved, and nothing trained.</summary>
internal sealed class MemoryIndexes(MemoryTables tables, MemoryEmbeddings embeddings) : ISpaceIndexes
{
    public IndexKind? Wanted => null;

    public IndexKind Initial => IndexKind.Default;

    public IndexTraits? TraitsOf(IndexKind kind) =>
        kind is { Type: "Flat", Metric: IndexMetric.Cosine or IndexMetric.L2 } ? new IndexTraits(0, 0, IsLossless: true) : null;

    public string? Note(ISpaceIndex active, long present) => null;

    public ISpaceIndex Create(EmbeddingSpace space, IndexKind kind) => new MemoryIndex(space, kind, tables, embeddings);

    public long StoredBytes(string id) => 0;

    public void Remove(string id)
    {
    }
}
