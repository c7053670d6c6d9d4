using System.ComponentModel.DataAnnotations;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Engine.Local.Indexes;

/// <summary>
/// How vectors are kept and compared; the configuration section `Index`. A new library begins so, flat where the type needs training. One
/// that is there moves to it when an index job is asked to (<see cref="IndexJobMode.Type"/>).
/// </summary>
public sealed class IndexOptions
{
    public const string Section = "Index";

    /// <summary>FAISS's factory string, such as `Flat`, `HNSW32`, `IVF256,Flat`, `SQ8`.</summary>
    public string Type { get; set; } = "Flat";

    [EnumDataType(typeof(IndexMetric), ErrorMessage = "Index:Metric must be cosine, l2 or l1.")]
    public IndexMetric Metric { get; set; } = IndexMetric.Cosine;

    /// <summary>Lists that a search visits, of those of an IVF type; 0 takes a sixteenth of them.</summary>
    [Range(0, 999_999, ErrorMessage = "Index:Probes must lie between 0 (automatic) and the number of lists.")]
    public int Probes { get; set; }

    /// <summary>Candidates that a search in an HNSW type keeps (efSearch); 0 takes 64.</summary>
    [Range(0, 65_536, ErrorMessage = "Index:Breadth must lie between 0 (automatic) and 65536.")]
    public int Breadth { get; set; }
}

/// <param name="Probes">Lists that a search visits; 0 takes a sixteenth of them.</param>
/// <param name="Breadth">Candidates that a search in a graph keeps; 0 takes 64.</param>
internal readonly record struct IndexTuning(int Probes, int Breadth);
