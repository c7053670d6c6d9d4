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

/// <summary>A model file as it was seen: the contents name it, wherever it lies now.</summary>
/// <param name="Id">The model's id: `models.json` may describe one file with several preprocessings. Null in older rows.</param>
internal sealed record KnownModel(string Path, string Sha256, long Bytes, string? Id = null)
{
    public static KnownModel Of(ModelDescriptor model) => new(model.Path, model.Sha256, model.Bytes, model.Id);

    public static KnownModel Of(ModelFile file) => new(file.Path, file.Sha256, file.Bytes, file.Id);

    /// <summary>Whether both are the same model, wherever its file lies.</summary>
    public bool IsSame(KnownModel? other) => Sha256 == other?.Sha256 && (Id is null || other.Id is null || Id == other.Id);
}
