namespace ImageSearch.Engine.Indexing;

/// <summary>How vectors are compared: what "nearest" means. All are of unit length.</summary>
public enum IndexMetric
{
    /// <summary>The angle between them.</summary>
    Cosine,

    /// <summary>Euclidean distance; on unit vectors the order of the cosine.</summary>
    L2,

    /// <summary>Sum of the absolute differences: an order of its own.</summary>
    L1,
}
