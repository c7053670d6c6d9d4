using System.Reflection;
using System.Text.Json.Serialization;
using ImageSearch.Engine;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Library;

namespace ImageSearch.Cli.Contracts;

/// <param name="Changed">Pictures that the action applied to.</param>
/// <param name="Missing">Ids that the library does not have.</param>
internal sealed record Bulk(int Changed, int Missing)
{
    public static Bulk Of(BulkResult result) => new(result.Changed, result.Missing);
}

/// <summary>The state of the index.</summary>
internal sealed record IndexState(
    string Space,
    string Model,
    bool BuiltIn,
    string Device,
    int Dimension,
    string Metric,
    string Engine,
    long Indexed,
    long Pending,
    long Failed,
    long Bytes,
    DateTimeOffset? SavedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DeviceNote = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ModelProblem = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? IndexNote = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Building? Building = null)
{
    public static IndexState Of(IndexStatus status) => new(
        status.Space, status.Model.Id, status.Model.BuiltIn, status.Device, status.Dimension, status.Metric, status.Engine,
        status.Progress.Indexed, status.Progress.Pending, status.Progress.Failed, status.Bytes, status.SavedAt,
        status.DeviceNote, status.ModelProblem, status.Note,
        status.Building is { } building ? new Building(building.Space, building.Model, building.Indexed, building.Total) : null);
}

/// <summary>A space being built.</summary>
internal sealed record Building(string Space, string Model, long Indexed, long Total);

/// <summary>The library in figures.</summary>
internal sealed record Stats(
    long Images,
    long Indexed,
    long Pending,
    long Failed,
    long StoredBytes,
    IReadOnlyList<NameCount> Categories,
    IReadOnlyList<NameCount> Tags,
    IndexState Index,
    string Version)
{
    public static async Task<Stats> OfAsync(ImageLibrary library, CancellationToken cancellationToken)
    {
        var pictures = library.Images.Catalog;
        var counts = await pictures.CountsAsync(cancellationToken);
        return new Stats(
            counts.Total, counts.Indexed, counts.Pending, counts.Failed, await pictures.StoredBytesAsync(cancellationToken),
            await pictures.CategoriesAsync(cancellationToken), await pictures.TagsAsync(cancellationToken),
            IndexState.Of(await library.IndexStatusAsync(cancellationToken)), ProgramVersion());
    }

    private static string ProgramVersion() =>
        typeof(Stats).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
