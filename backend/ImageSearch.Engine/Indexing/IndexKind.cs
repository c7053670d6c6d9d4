using System.Globalization;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Engine.Indexing;

/// <summary>What shapes an index besides its embedding space. Space and kind together name it.</summary>
/// <param name="Type">FAISS's factory string.</param>
internal sealed record IndexKind(string Type, IndexMetric Metric)
{
    public static readonly IndexKind Default = new("Flat", IndexMetric.Cosine);

    /// <summary>What a library begins as whose kind needs training.</summary>
    [JsonIgnore]
    public IndexKind Untrained => new("Flat", Metric);

    /// <summary>What names this kind at the end of an index's name; empty for the default one.</summary>
    [JsonIgnore]
    public string Suffix => this == Default
        ? ""
        : $".{Type.Replace(',', '_').ToLowerInvariant()}-{Metric.ToString().ToLowerInvariant()}";

    /// <summary>The index's name: the space's own for the default kind.</summary>
    public string IdIn(EmbeddingSpace space) => space.Id + Suffix;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Type} ({Metric.ToString().ToLowerInvariant()})");
}
