using System.Text.Json;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Jobs;

namespace ImageSearch.Engine.Spaces;

/// <summary>A change of the active space, as a job's row remembers it.</summary>
/// <param name="KeepOld">Whether the space that is active until then is kept.</param>
/// <param name="Chosen">Whether a user chose the model at run time, not the configuration.</param>
/// <param name="Space">The id of the new space; null until its model was opened.</param>
/// <param name="Kind">This kind of index and no other; null for the one that an index begins as.</param>
/// <param name="Fetch">Id of the model whose file is to be fetched first; null when it is there.</param>
/// <param name="Unasked">Whether the service began it by itself, to have the recommended model: then it never fails, but is given up.</param>
internal sealed record SpaceChange(
    KnownModel Model, bool KeepOld, bool Chosen, string? Space, IndexKind? Kind = null, string? Fetch = null, bool Unasked = false)
{
    /// <summary>Whether a start leaves it to its job: the file may be missing or unusable, and no one waits for it.</summary>
    [JsonIgnore]
    public bool IsForLater => Fetch is not null || Unasked;

    /// <summary>Whether both end in the same.</summary>
    public bool IsSame(SpaceChange other) => Model.IsSame(other.Model) && KeepOld == other.KeepOld && Kind == other.Kind;

    public static SpaceChange Of(JobRecord job) => JsonSerializer.Deserialize<SpaceChange>(job.Parameters)!;

    public string ToJson() => JsonSerializer.Serialize(this);
}
