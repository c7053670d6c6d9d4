namespace ImageSearch.Engine.Spaces;

public enum SpaceState
{
    /// <summary>Searches answer from it.</summary>
    Active,

    /// <summary>It is being filled, to become the active one.</summary>
    Building,

    /// <summary>It lies on disk, ready to be made active again.</summary>
    Kept,
}

/// <summary>An embedding space of the library.</summary>
/// <param name="Model">Id of the model that makes its vectors.</param>
/// <param name="Indexed">Its vectors; of a kept one, as many as it had when it was last active.</param>
/// <param name="Bytes">On disk.</param>
public sealed record SpaceInfo(string Id, string Model, int Dimension, long Indexed, long Bytes, SpaceState State)
{
    internal static LibraryException NotFound(string id) =>
        new(LibraryErrorKind.NotFound, $"There is no embedding space {id}. The list of spaces shows those there are.");

    /// <summary>The space is not in a state for what was asked for.</summary>
    internal static LibraryException Conflict(string message) => new(LibraryErrorKind.Conflict, message, "space-state");
}

/// <summary>A space being built beside the active one.</summary>
/// <param name="Indexed">Pictures that it has, of <paramref name="Total"/>.</param>
public sealed record SpaceProgress(string Space, string Model, long Indexed, long Total);
