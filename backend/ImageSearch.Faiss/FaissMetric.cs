namespace ImageSearch.Faiss;

/// <summary>How two vectors are compared. The numbers are those of the native library.</summary>
public enum FaissMetric
{
    /// <summary>Inner product, higher is better; on unit vectors the cosine.</summary>
    InnerProduct = 0,

    /// <summary>Squared Euclidean distance, lower is better.</summary>
    SquaredL2 = 1,

    /// <summary>Sum of the absolute differences, lower is better. For <c>Flat</c> and <c>HNSW&lt;links&gt;</c>.</summary>
    L1 = 2,
}
