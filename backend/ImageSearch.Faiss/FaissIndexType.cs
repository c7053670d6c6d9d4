using System.Globalization;

namespace ImageSearch.Faiss;

/// <summary>A kind of index, as FAISS's factory string names it, and what it can do.</summary>
/// <param name="Codes">How the vectors are kept.</param>
/// <param name="Components">To how many numbers a principal component analysis shortens each vector first; 0 if none does.</param>
/// <param name="Links">Links of each vertex of an HNSW graph, 2 to 512; 0 without a graph.</param>
/// <param name="Lists">Inverted lists, 1 to 999,999; 0 without lists.</param>
/// <param name="Parts">Parts of a vector that <see cref="FaissCodes.Product"/> keeps, at one byte each; otherwise 0.</param>
public sealed record FaissIndexType(FaissCodes Codes, int Components, int Links, int Lists, int Parts)
{
    private const int PartCodes = 256;

    /// <summary>FAISS's own k-means warns of a poor result below this number of vectors for each centre.</summary>
    private const int VectorsPerCentre = 39;

    /// <summary>The factory string, such as <c>PCA256,IVF1024,SQ8</c>; <c>HNSW32</c> where <c>HNSW32,Flat</c> was asked for.</summary>
    public string Factory =>
        string.Create(CultureInfo.InvariantCulture, $"{(Components > 0 ? $"PCA{Components}," : "")}{Core}");

    /// <summary>Whether <see cref="FaissIndex.Train"/> must come before <see cref="FaissIndex.Add"/>.</summary>
    public bool NeedsTraining => Components > 0 || Lists > 0 || Codes is FaissCodes.Bytes or FaissCodes.Product;

    /// <summary>Whether <see cref="FaissIndex.Remove"/> works: not for a graph, which cannot forget a vertex.</summary>
    public bool CanRemove => Links == 0;

    /// <summary>Whether a search always finds the true neighbours with their true scores.</summary>
    public bool IsExact => IsLossless && Links == 0 && Lists == 0;

    /// <summary>Whether <see cref="FaissIndex.TryReconstruct"/> gives a vector back as it was added; otherwise something near it.</summary>
    public bool IsLossless => Codes == FaissCodes.Full && Components == 0;

    private string Core
    {
        get
        {
            var codes = Codes switch
            {
                FaissCodes.Full => "Flat",
                FaissCodes.Half => "SQfp16",
                FaissCodes.Bytes => "SQ8",
                _ => $"PQ{Parts}",
            };
            return this switch
            {
                { Lists: > 0 } => $"IVF{Lists},{codes}",
                { Links: > 0, Codes: FaissCodes.Full } => $"HNSW{Links}",
                { Links: > 0 } => $"HNSW{Links},{codes}",
                _ => codes,
            };
        }
    }

    /// <summary>Reads a factory string.</summary>
    /// <exception cref="ArgumentException">It is none of those that are supported; the message lists them.</exception>
    public static FaissIndexType Parse(string factory) => FactoryString.Parse(factory);

    /// <summary>The fewest vectors that <see cref="FaissIndex.Train"/> takes; 0 where none are needed.</summary>
    /// <param name="dimension">Floats per vector: a principal component analysis needs as many vectors.</param>
    public int MinimumTrainingVectors(int dimension) => Most(Components > 0 ? dimension : 0, Lists, Parts > 0 ? PartCodes : 0, 2);

    /// <summary>The number of training vectors beyond which more vectors gain little; 0 if none are needed.</summary>
    /// <param name="dimension">Floats per vector.</param>
    public int RecommendedTrainingVectors(int dimension) => Most(
        Components > 0 ? 4 * dimension : 0, VectorsPerCentre * Lists, Parts > 0 ? VectorsPerCentre * PartCodes : 0, 1000);

    /// <summary>Whether vectors can be compared so: L1 works on <c>Flat</c> and <c>HNSW&lt;links&gt;</c> only.</summary>
    public bool Supports(FaissMetric metric) => metric switch
    {
        FaissMetric.InnerProduct or FaissMetric.SquaredL2 => true,
        FaissMetric.L1 => IsLossless && Lists == 0,
        _ => false,
    };

    /// <exception cref="ArgumentException">No index of this kind can hold such vectors; the message says what can.</exception>
    public void ThrowIfUnfit(int dimension, FaissMetric metric)
    {
        if (metric == FaissMetric.L1 && !Supports(metric))
            throw new ArgumentException($"'{Factory}' cannot compare by L1: use Flat or HNSW<links> with L1, or another metric.", nameof(metric));
        if (Components > dimension)
            throw new ArgumentException($"'{Factory}' keeps {Components} components, more than the {dimension} numbers of a vector.", nameof(dimension));
        var kept = Components > 0 ? Components : dimension;
        if (Parts > 0 && kept % Parts != 0)
            throw new ArgumentException($"'{Factory}' cannot cut {kept} numbers into {Parts} equal parts: use a divisor of {kept}.", nameof(dimension));
    }

    private int Most(int components, int lists, int parts, int floor) =>
        NeedsTraining ? Math.Max(Math.Max(components, lists), Math.Max(parts, floor)) : 0;
}
