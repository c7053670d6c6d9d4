using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Indexing;

namespace ImageSearch.Api.Indexing;

/// <summary>The state of the index.</summary>
/// <param name="Space">The embedding space: model and everything else that shapes its vectors.</param>
/// <param name="Model">Id of the model.</param>
/// <param name="BuiltIn">Whether that is the small model that comes with the product.</param>
/// <param name="Device">cpu or cuda.</param>
/// <param name="DeviceNote">Why no GPU is used, where one was looked for.</param>
/// <param name="ModelProblem">Why nothing can be embedded, and what to do: the model is missing. Left out where it is there.</param>
/// <param name="Metric">How vectors are compared: cosine, l2 or l1.</param>
/// <param name="Engine">What searches them.</param>
/// <param name="IndexNote">Where type or metric are not those that the configuration asks for, and how to change that.</param>
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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BuildingContract? Building)
{
    internal static IndexContract From(IndexStatus status) => new(
        status.Space,
        status.Model.Id,
        status.Model.BuiltIn,
        status.Device,
        status.DeviceNote,
        status.ModelProblem,
        status.Dimension,
        status.Metric,
        status.Engine,
        status.Note,
        status.Progress.Indexed,
        status.Progress.Pending,
        status.Progress.Failed,
        status.Bytes,
        status.SavedAt,
        status.Building is { } building ? new BuildingContract(building.Space, building.Model, building.Indexed, building.Total) : null);
}

/// <summary>A space being built.</summary>
public sealed record BuildingContract(string Space, string Model, long Indexed, long Total);

/// <summary>What an index job is to do.</summary>
/// <param name="Mode">missing: embed what has no vector yet. all: embed every picture again. type: move the library to the type and metric that the configuration asks for.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record IndexJobContract([property: Required] IndexJobMode? Mode);
