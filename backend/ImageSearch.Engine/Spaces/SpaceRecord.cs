using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;

namespace ImageSearch.Engine.Spaces;

/// <summary>What the catalogue remembers of a space.</summary>
/// <param name="Model">The file that makes its vectors; the path is where it was last.</param>
/// <param name="Kept">Whether it lies ready to be made active again.</param>
/// <param name="Indexed">Vectors, when it was last active.</param>
/// <param name="Index">Of what kind its index is; null for the usual one.</param>
internal sealed record SpaceRecord(string Id, string ModelId, KnownModel Model, int Dimension, bool Kept, long Indexed, IndexKind? Index = null)
{
    public IndexKind Kind => Index ?? IndexKind.Default;

    /// <summary>The name of the embedding space alone, without that of its index's kind.</summary>
    public string EmbeddingSpaceId => Id[..^Kind.Suffix.Length];

    public static SpaceRecord Of(LibrarySpace space) => new(
        space.Id,
        space.Embedder.Model.Id,
        KnownModel.Of(space.Embedder.Model),
        space.Embedder.Space.Dimension,
        Kept: false,
        Indexed: 0,
        space.Index.Kind);
}
