using System.Globalization;

namespace ImageSearch.Faiss;

/// <summary>A kind of index, as FAISS's factory string names it, and what it can do.</summary>
/// <param name="Codes">How the vectors are kept.</param>
/// <param name="Links">Links of each vertex of an HNSW graph, 2 to 512; 0 without a graph.</param>
/// <param name="Lists">Inverted lists, 1 to 999,999; 0 without lists.</param>
public sealed record FaissIndexType(FaissCodes Codes, int Links, int Lists)
{
    /// <summary>FAISS's own k-means warns of a poor result below this number of vectors for each centre.</summary>
    private const int VectorsPerCentre = 39;

    /// <summary>The factory string, such as <c>IVF1024,SQ8</c>; <c>HNSW32</c> where <c>HNSW32,Flat</c> was asked for.</summary>
    public string Factory
    {
        get
        {
            var codes = Codes switch
            {
                FaissCodes.Full => "Flat",
                FaissCodes.Half => "SQfp16",
                _ => "SQ8",
            };
            return this switch
            {
                { Lists: > 0 } => string.Create(CultureInfo.InvariantCulture, $"IVF{Lists},{codes}"),
                { Links: > 0, Codes: FaissCodes.Full } => string.Create(CultureInfo.InvariantCulture, $"HNSW{Links}"),
                { Links: > 0 } => string.Create(CultureInfo.InvariantCulture, $"HNSW{Links},{codes}"),
                _ => codes,
            };
        }
    }

    /// <summary>Whether <see cref="FaissIndex.Train"/> must come before <see cref="FaissIndex.Add"/>.</summary>
    public bool NeedsTraining => Lists > 0 || Codes == FaissCodes.Bytes;

    /// <summary>Whether <see cref="FaissIndex.Remove"/> works: not for a graph, which cannot forget a vertex.</summary>
    public bool CanRemove => Links == 0;

    /// <summary>Whether a search always finds the true neighbours with their true scores.</summary>
    public bool IsExact => IsLossless && Links == 0 && Lists == 0;

    /// <summary>Whether <see cref="FaissIndex.TryReconstruct"/> gives a vector back as it was added; otherwise something near it.</summary>
    public bool IsLossless => Codes == FaissCodes.Full;

    /// <summary>The fewest vectors that <see cref="FaissIndex.Train"/> takes; 0 where none are needed.</summary>
    public int MinimumTrainingVectors => NeedsTraining ? Math.Max(Lists, 2) : 0;

    /// <summary>From how many training vectors on more of them gain little; 0 where none are needed.</summary>
    public int RecommendedTrainingVectors => NeedsTraining ? Math.Max(VectorsPerCentre * Lists, 1000) : 0;

    /// <summary>Reads a factory string.</summary>
    /// <exception cref="ArgumentException">It is none of those that are supported; the message lists them.</exception>
    public static FaissIndexType Parse(string factory) => FactoryString.Parse(factory) ?? throw new ArgumentException(
        $"'{factory}' is not supported: use Flat, SQfp16, SQ8, HNSW<links> (2 to 512), HNSW<links>,SQ8, IVF<lists>,Flat (1 to 999999), "
        + "IVF<lists>,SQ8 or IVF<lists>,SQfp16.",
        nameof(factory));

    /// <summary>Whether a factory string is one of those that are supported.</summary>
    public static bool Exists(string factory) => FactoryString.Parse(factory) is not null;

    /// <summary>Whether vectors can be compared so: L1 works on <c>Flat</c> and <c>HNSW&lt;links&gt;</c> only.</summary>
    public bool Supports(FaissMetric metric) => metric switch
    {
        FaissMetric.InnerProduct or FaissMetric.SquaredL2 => true,
        FaissMetric.L1 => IsLossless && Lists == 0,
        _ => false,
    };

    /// <exception cref="ArgumentException">No index of this kind can compare vectors so; the message says what can.</exception>
    public void ThrowIfUnfit(FaissMetric metric)
    {
        if (metric == FaissMetric.L1 && !Supports(metric))
            throw new ArgumentException($"'{Factory}' cannot compare by L1: use Flat or HNSW<links> with L1, or another metric.", nameof(metric));
    }
}
