using ImageSearch.Engine.Embedding;

namespace ImageSearch.Engine.Spaces;

/// <summary>What the catalogue knows of spaces. Each call is one transaction.</summary>
internal interface ISpaces
{
    Task<IReadOnlyList<SpaceRecord>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The space that searches answer from; null in a new library.</summary>
    Task<string?> ActiveAsync(CancellationToken cancellationToken);

    /// <summary>Enters a space, or where its model lies now.</summary>
    Task RecordAsync(SpaceRecord space, CancellationToken cancellationToken);

    /// <summary>Forgets a space and all its vectors.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>The model that a user chose at run time; null when no one did.</summary>
    Task<KnownModel?> ChosenModelAsync(CancellationToken cancellationToken);

    Task ChooseModelAsync(KnownModel model, CancellationToken cancellationToken);

    /// <summary>
    /// The last job that was noted (<see cref="RecommendAsync"/>) to have the recommended model; 0 where none was begun yet, though the
    /// library is to have it; null where nothing was noted.
    /// </summary>
    Task<long?> RecommendationJobAsync(CancellationToken cancellationToken);

    Task RecommendAsync(long job, CancellationToken cancellationToken);

    /// <summary>Makes a space the active one and forgets every other that is not kept. Pictures become what they are in it.</summary>
    Task SwitchAsync(SpaceSwitch change, CancellationToken cancellationToken);
}

/// <param name="To">The space that becomes active.</param>
/// <param name="KeepOld">Whether the space that was active is kept.</param>
/// <param name="OldCount">Vectors in that space.</param>
/// <param name="Chosen">The model, where a user chose it; null leaves what was chosen before.</param>
internal sealed record SpaceSwitch(string To, bool KeepOld = false, long OldCount = 0, KnownModel? Chosen = null);
