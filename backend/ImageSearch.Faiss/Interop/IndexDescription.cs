namespace ImageSearch.Faiss.Interop;

/// <summary><c>isf_description</c>, field for field.</summary>
internal readonly struct IndexDescription
{
    public readonly long Count;
    public readonly int Dimension;
    public readonly FaissMetric Metric;
    public readonly int Trained;
    public readonly int Probes;
    public readonly int Breadth;
}
