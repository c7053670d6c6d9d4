using System.Text.Json.Serialization;

namespace ImageSearch.Contracts;

/// <summary>The state of the index.</summary>
/// <param name="Space">The embedding space: model and everything else that shapes its vectors.</param>
/// <param name="Model">Id of the model.</param>
/// <param name="BuiltIn">Whether that is the small model that comes with the product.</param>
/// <param name="Device">cpu or cuda.</param>
/// <param name="DeviceNote">Why no GPU is used, where one was looked for.</param>
/// <param name="ModelProblem">Why nothing can be embedded, and what to do: the model is missing. Left out where it is there.</param>
/// <param name="Metric">How vectors are compared: cosine, l2 or l1.</param>
/// <param name="Engine">What searches them.</param>
/// <param name="IndexNote">How type or metric differ from the configured ones, and how to change that. Left out where they do not.</param>
/// <param name="Bytes">Memory that the vectors take.</param>
/// <param name="SavedAt">When the snapshot on disk was written.</param>
/// <param name="Building">The space that is being built. Searches wait for it only where it is this space itself.</param>
public sealed record IndexContract(
    string Space,
    string Model,
    bool BuiltIn,
    string Device,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DeviceNote,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ModelProblem,
    int Dimension,
    string Metric,
    string Engine,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IndexNote,
    long Indexed,
    long Pending,
    long Failed,
    long Bytes,
    DateTimeOffset? SavedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BuildingContract? Building);

/// <summary>A space being built.</summary>
public sealed record BuildingContract(string Space, string Model, long Indexed, long Total);

/// <summary>The library in figures.</summary>
/// <param name="Images">All pictures.</param>
/// <param name="StoredBytes">Of all originals, each content counted once.</param>
public sealed record StatsContract(
    long Images,
    long Indexed,
    long Pending,
    long Failed,
    long StoredBytes,
    IReadOnlyList<NameCountContract> Categories,
    IReadOnlyList<NameCountContract> Tags,
    IndexContract Index,
    string Version);
