namespace ImageSearch.Engine.Embedding;

/// <summary>Who waits for an embedding: a person who searches goes ahead of the library that is being indexed.</summary>
public enum EmbeddingPriority
{
    /// <summary>Someone waits for the answer.</summary>
    Query,

    /// <summary>Background work, gathered into batches.</summary>
    Indexing,
}
