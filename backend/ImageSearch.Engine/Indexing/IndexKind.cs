using System.Globalization;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Embedding;
using ImageSearch.Faiss;

namespace ImageSearch.Engine.Indexing;

/// <summary>What shapes an index besides its embedding space. Space and kind together name it.</summary>
/// <param name="Type">FAISS's factory string.</param>
internal sealed record IndexKind(string Type, IndexMetric Metric)
{
    public static readonly IndexKind Default = new("Flat", IndexMetric.Cosine);

    /// <summary>Whether this version can make and read such an index: earlier ones had more types.</summary>
    [JsonIgnore]
    public bool Exists => FaissIndexType.Exists(Type);

    [JsonIgnore]
    public bool NeedsTraining => Faiss.NeedsTraining;

    /// <summary>The fewest vectors that it can be trained on; 0 where it needs no training.</summary>
    [JsonIgnore]
    public int MinimumTrainingVectors => Faiss.MinimumTrainingVectors;

    /// <summary>How many vectors train it well; more gain little.</summary>
    [JsonIgnore]
    public int RecommendedTrainingVectors => Faiss.RecommendedTrainingVectors;

    /// <summary>Whether vectors can be taken from it as they were embedded.</summary>
    [JsonIgnore]
    public bool IsLossless => Faiss.IsLossless;

    /// <summary>What a library begins as that is to be of this kind: a kind that needs training begins flat.</summary>
    [JsonIgnore]
    public IndexKind Untrained => NeedsTraining ? new IndexKind("Flat", Metric) : this;

    /// <summary>What searches it, in words.</summary>
    [JsonIgnore]
    public string Engine => this == Default ? "faiss IndexFlatIP" : $"faiss {Type}";

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
        : $".{Type.Replace(',', '_').ToLowerInvariant()}-{Metric.ToString().ToLowerInvariant()}";

    private FaissIndexType Faiss => FaissIndexType.Parse(Type);

    /// <summary>The index's name in the catalogue and its folder's: the space's own for the default kind.</summary>
    public string IdIn(EmbeddingSpace space) => space.Id + Suffix;

    /// <summary>Memory that a vector takes, about.</summary>
    public long BytesPerVector(int dimension)
    {
        var codes = Faiss.Codes switch
        {
            FaissCodes.Full => dimension * sizeof(float),
            FaissCodes.Half => dimension * sizeof(ushort),
            _ => dimension,
        };
        // Links are 32 bits wide, twice as many on the ground level; lists keep the id once more.
        return codes + sizeof(long) + (2 * Faiss.Links * sizeof(int)) + (Faiss.Lists > 0 ? sizeof(long) : 0);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Type} ({Metric.ToString().ToLowerInvariant()})");
}

/// <param name="Probes">Lists that a search visits; 0 takes a sixteenth of them.</param>
/// <param name="Breadth">Candidates that a search in a graph keeps; 0 takes 64.</param>
internal readonly record struct IndexTuning(int Probes, int Breadth);
