using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;

namespace ImageSearch.Engine.Spaces;

/// <summary>The state of the index.</summary>
/// <param name="Space">Id of the embedding space.</param>
/// <param name="Device">`cpu` or `cuda`.</param>
/// <param name="DeviceNote">Why a GPU is not used; null where one is, or none was looked for.</param>
/// <param name="Metric">How vectors are compared: cosine, l2 or l1.</param>
/// <param name="Engine">What searches the vectors, such as `faiss IndexFlatIP` or `faiss HNSW32`.</param>
/// <param name="Note">Where type or metric are not those that the configuration asks for, and how to change that; null where they are.</param>
/// <param name="Bytes">Memory that the vectors take, about.</param>
/// <param name="Rebuilding">Searches wait: the library is being embedded into this space for the first time.</param>
/// <param name="ModelProblem">Why nothing can be embedded, and what to do: the model is missing; null where it is there.</param>
/// <param name="Building">The space that is being filled: this one while searches wait, else one beside it; null while none is.</param>
public sealed record IndexStatus(
    string Space,
    ModelDescriptor Model,
    string Device,
    string? DeviceNote,
    int Dimension,
    string Metric,
    string Engine,
    string? Note,
    long Bytes,
    DateTimeOffset? SavedAt,
    bool Rebuilding,
    IndexProgress Progress,
    string? ModelProblem,
    SpaceProgress? Building)
{
    internal static IndexStatus Of(OpenSpaces open, IndexProgress progress, ISpaceIndexes indexes)
    {
        var (active, building) = (open.Active, open.Building);
        return new IndexStatus(
            active.Index.Space.Id,
            active.Embedder.Model,
            active.Embedder.Device,
            active.Embedder.DeviceNote,
            active.Index.Space.Dimension,
            active.Index.Kind.Metric.ToString().ToLowerInvariant(),
            active.Index.Engine,
            indexes.Note(active.Index, progress.Indexed),
            active.Index.Bytes,
            active.Index.SavedAt,
            active.Index.Rebuilding,
            progress,
            active.Embedder.Problem,
            active.Index.Rebuilding ? Of(active, progress.Indexed, progress.Indexed + progress.Pending)
                : building is null ? null : Of(building, Math.Min(building.Index.Count, progress.Indexed), progress.Indexed));
    }

    private static SpaceProgress Of(LibrarySpace space, long indexed, long total) =>
        new(space.Index.Space.Id, space.Embedder.Model.Id, indexed, total);
}
