using ImageSearch.Engine.Embedding;

namespace ImageSearch.Engine.Spaces;

/// <summary>What the catalogue knows of spaces. Each call is one transaction.</summary>
internal interface ISpaces
{
    Task<IReadOnlyList<SpaceRecord>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The space that searches answer from; null in a new library.</summary>
    Task<string?> ActiveAsync(CancellationToken cancellationToken);

    /// <summary>Enters a space; of one that is known, only where its model lies now.</summary>
    Task RecordAsync(SpaceRecord space, CancellationToken cancellationToken);

    /// <summary>Forgets a space and all its vectors.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>The model that a user chose at run time; null when no one did.</summary>
    Task<KnownModel?> ChosenModelAsync(CancellationToken cancellationToken);

    Task ChooseModelAsync(KnownModel model, CancellationToken cancellationToken);

    /// <summary>
    /// The last job that was noted as begun unasked to have the recommended model; 0 where the library is to have it and no job was begun
    /// yet; null where neither was noted, as in a new library.
    /// </summary>
    Task<long?> RecommendationJobAsync(CancellationToken cancellationToken);

    /// <summary>Notes the job, or 0: see <see cref="RecommendationJobAsync"/>.</summary>
    Task RecommendAsync(long job, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a space the active one and forgets every other that is not kept. Pictures become what they are in it: one that failed before
    /// and was not tried in it stays failed, any other that it does not know waits.
    /// </summary>
    Task SwitchAsync(SpaceSwitch change, CancellationToken cancellationToken);
}

/// <param name="To">The space that becomes active.</param>
/// <param name="KeepOld">Whether the space that was active is kept.</param>
/// <param name="OldCount">Vectors in that space.</param>
/// <param name="Chosen">The model, where a user chose it; null leaves what was chosen before.</param>
internal sealed record SpaceSwitch(string To, bool KeepOld = false, long OldCount = 0, KnownModel? Chosen = null);
