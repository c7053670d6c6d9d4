namespace ImageSearch.Faiss;

/// <summary>A call into FAISS failed. The index is as it was before the call.</summary>
public sealed class FaissException(FaissError error, string message) : Exception(message)
{
    /// <summary>What kind of failure it is.</summary>
    public FaissError Error { get; } = error;
}
