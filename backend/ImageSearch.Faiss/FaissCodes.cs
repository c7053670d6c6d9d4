namespace ImageSearch.Faiss;

/// <summary>How an index stores its vectors.</summary>
public enum FaissCodes
{
    /// <summary>As they were added, 4 bytes for each number.</summary>
    Full,

    /// <summary>Half precision, 2 bytes for each number.</summary>
    Half,

    /// <summary>One byte for each number, between the minimum and the maximum of the training vectors.</summary>
    Bytes,
}
