using ImageSearch.Engine.Embedding;

namespace ImageSearch.Engine.Spaces;

/// <summary>What the catalogue remembers of a space.</summary>
/// <param name="Model">The file that makes its vectors; the path is where it was last.</param>
/// <param name="Kept">Whether it lies ready to be made active again.</param>
/// <param name="Indexed">Vectors, when it was last active.</param>
internal sealed record SpaceRecord(string Id, string ModelId, KnownModel Model, int Dimension, bool Kept, long Indexed)
{
    public static SpaceRecord Of(LibrarySpace space) => new(
        space.Id,
        space.Embedder.Model.Id,
        new KnownModel(space.Embedder.Model.Path, space.Embedder.Model.Sha256, space.Embedder.Model.Bytes),
        space.Embedder.Space.Dimension,
        Kept: false,
        Indexed: 0);
}

/// <summary>A model file as it was seen: the contents name it, wherever it lies now.</summary>
internal sealed record KnownModel(string Path, string Sha256, long Bytes)
{
    public static KnownModel Of(ModelFile file) => new(file.Path, file.Sha256, file.Bytes);
}
