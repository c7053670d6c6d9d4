namespace ImageSearch.Faiss;

/// <summary>How an index keeps its vectors.</summary>
public enum FaissCodes
{
    /// <summary>As they were added, 4 bytes a number.</summary>
    Full,

    /// <summary>Half precision, 2 bytes a number.</summary>
    Half,

    /// <summary>One byte a number, between the least and the greatest of the training vectors.</summary>
    Bytes,
}
