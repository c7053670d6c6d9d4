using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Library;

namespace ImageSearch.Engine.Spaces;

/// <summary>What the catalogue knows of spaces, and of pictures being embedded into one beside the active one. Each call is one transaction.</summary>
internal interface ISpaceLedger
{
    IReadOnlyList<SpaceRecord> List();

    /// <summary>Enters a space, or where its model lies now.</summary>
    Task RecordAsync(SpaceRecord space, CancellationToken cancellationToken);

    /// <summary>Forgets a space and all its vectors.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>The model that a user chose at run time; null when nobody did.</summary>
    KnownModel? ChosenModel();

    Task ChooseModelAsync(KnownModel model, CancellationToken cancellationToken);

    /// <summary>
    /// The last job that was begun unasked to have the recommended model; 0 where none was yet, though the library began empty and is to
    /// have it; null where it did not.
    /// </summary>
    long? RecommendationJob();

    Task RecommendAsync(long job, CancellationToken cancellationToken);

    /// <summary>The pictures that the active space has.</summary>
    long[] IndexedIds();

    /// <summary>The pictures that were begun for a space and have no vector in it.</summary>
    IReadOnlyList<SpaceImage> Begun(string space);

    /// <summary>Counts an attempt for each picture. One that was deleted, or that the active space no longer has, is left out of the answer.</summary>
    Task<IReadOnlyList<ImageRecord>> BeginAsync(string space, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEmbeddingBacklog.ReleaseAsync"/>
    Task ReleaseAsync(string space, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Records outcomes for this space only: no picture's state changes.</summary>
    /// <returns>The pictures whose vectors were kept: one deleted meanwhile is left out.</returns>
    Task<IReadOnlyList<long>> CompleteAsync(
        string space, IReadOnlyList<EmbeddedVector> embedded, IReadOnlyList<FailedEmbedding> failed, CancellationToken cancellationToken);

    /// <summary>Gives up pictures that were in flight alone at two crashes.</summary>
    Task<int> FailSuspectsAsync(string space, string problem, CancellationToken cancellationToken);

    /// <summary>Makes a space the active one. Pictures become what they are in it: indexed, failed, or waiting.</summary>
    Task SwitchAsync(SpaceSwitch change, CancellationToken cancellationToken);
}

/// <param name="Attempts">Embeddings begun and not ended.</param>
/// <param name="Problem">Why it could not be embedded; null where that is not known.</param>
internal sealed record SpaceImage(long ImageId, string Name, long Attempts, string? Problem);

/// <param name="To">The space that becomes active.</param>
/// <param name="Ids">The pictures that it has.</param>
/// <param name="KeepOld">Whether the space that was active is kept.</param>
/// <param name="OldCount">Vectors in that space.</param>
/// <param name="Chosen">The model, where a user chose it; null leaves what was chosen before.</param>
internal sealed record SpaceSwitch(string To, IReadOnlyCollection<long> Ids, bool KeepOld, long OldCount, KnownModel? Chosen);
