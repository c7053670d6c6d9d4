namespace ImageSearch.Faiss;

/// <summary>A call into FAISS failed. The index is unchanged.</summary>
public sealed class FaissException(FaissError error, string message) : Exception(message)
{
    /// <summary>The kind of failure.</summary>
    public FaissError Error { get; } = error;
}
