namespace ImageSearch.Engine.Embedding;

/// <summary>How urgent an embedding is. A search goes ahead of the indexing of the library.</summary>
public enum EmbeddingPriority
{
    /// <summary>A user waits for the result.</summary>
    Query,

    /// <summary>Background work, gathered into batches.</summary>
    Indexing,
}
