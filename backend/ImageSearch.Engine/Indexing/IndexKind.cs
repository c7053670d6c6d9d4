using System.Globalization;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Embedding;
using ImageSearch.Faiss;

namespace ImageSearch.Engine.Indexing;

/// <summary>What shapes an index besides its embedding space. Space and kind together name it.</summary>
/// <param name="Type">FAISS's factory string.</param>
/// <param name="Revision">0 or 1: one of a kind is built anew beside the other.</param>
internal sealed record IndexKind(string Type, IndexMetric Metric, int Revision = 0)
{
    public static readonly IndexKind Default = new("Flat", IndexMetric.Cosine);

    [JsonIgnore]
    public bool NeedsTraining => Faiss.NeedsTraining;

    /// <summary>Whether vectors can be taken from it as they were embedded.</summary>
    [JsonIgnore]
    public bool IsLossless => Faiss.IsLossless;

    /// <summary>What answers in place of this kind until it can be trained.</summary>
    [JsonIgnore]
    public IndexKind Untrained => NeedsTraining ? new IndexKind("Flat", Metric) : this;

    /// <summary>What searches it, in words.</summary>
    [JsonIgnore]
    public string Engine => IsLike(Default) ? "faiss IndexFlatIP" : $"faiss {Type}";

    [JsonIgnore]
    public FaissMetric FaissMetric => Metric switch
    {
        IndexMetric.L2 => FaissMetric.SquaredL2,
        IndexMetric.L1 => FaissMetric.L1,
        _ => FaissMetric.InnerProduct,
    };

    /// <summary>What names this kind at the end of an index's name; empty for the default one.</summary>
    [JsonIgnore]
    public string Suffix => this == Default
        ? ""
        : $".{Type.Replace(',', '_').ToLowerInvariant()}-{Metric.ToString().ToLowerInvariant()}{(Revision == 0 ? "" : ".again")}";

    private FaissIndexType Faiss => FaissIndexType.Parse(Type);

    /// <summary>The same but for the revision.</summary>
    public bool IsLike(IndexKind other) => this with { Revision = other.Revision } == other;

    public IndexKind Rebuilt() => this with { Revision = 1 - Revision };

    /// <summary>The index's name in the catalogue and its folder's: the space's own for the default kind.</summary>
    public string IdIn(EmbeddingSpace space) => space.Id + Suffix;

    /// <summary>Memory that a vector takes, about.</summary>
    public long BytesPerVector(int dimension)
    {
        var numbers = Faiss.Components > 0 ? Faiss.Components : dimension;
        var codes = Faiss.Codes switch
        {
            FaissCodes.Full => numbers * sizeof(float),
            FaissCodes.Half => numbers * sizeof(ushort),
            FaissCodes.Bytes => numbers,
            _ => Faiss.Parts,
        };
        // Links are 32 bits wide, twice as many on the ground level; lists keep the id once more.
        return codes + sizeof(long) + (2 * Faiss.Links * sizeof(int)) + (Faiss.Lists > 0 ? sizeof(long) : 0);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Type} ({Metric.ToString().ToLowerInvariant()})");
}

/// <param name="Probes">Lists that a search visits; 0 takes a sixteenth of them.</param>
/// <param name="Breadth">Candidates that a search in a graph keeps; 0 takes 64.</param>
internal readonly record struct IndexTuning(int Probes, int Breadth);
