using ImageSearch.Engine.Spaces;

namespace ImageSearch.Api.Spaces;

/// <summary>An embedding space: a model and the vectors that it made.</summary>
/// <param name="Model">Id of the model.</param>
/// <param name="Indexed">Its vectors; of a kept one, as many as it had when it was last active.</param>
/// <param name="Bytes">On disk.</param>
public sealed record SpaceContract(string Id, string Model, int Dimension, long Indexed, long Bytes, SpaceState State)
{
    internal static SpaceContract From(SpaceInfo space) =>
        new(space.Id, space.Model, space.Dimension, space.Indexed, space.Bytes, space.State);
}
