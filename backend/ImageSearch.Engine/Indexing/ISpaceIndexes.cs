using ImageSearch.Engine.Embedding;

namespace ImageSearch.Engine.Indexing;

/// <summary>Makes and keeps the indexes of a library, and knows the kinds that it can make.</summary>
internal interface ISpaceIndexes
{
    /// <summary>The kind that the configuration asks for; null where it asks for none.</summary>
    IndexKind? Wanted { get; }

    /// <summary>What an index begins as.</summary>
    IndexKind Initial { get; }

    /// <summary>What a kind of index can do; null where this version cannot make or read it: earlier ones had more.</summary>
    IndexTraits? TraitsOf(IndexKind kind);

    /// <summary>Where the active index is not what the configuration asks for, and how to change that; null where it is.</summary>
    /// <param name="present">Pictures that are indexed.</param>
    string? Note(ISpaceIndex active, long present);

    /// <summary>The index of a space, not opened yet.</summary>
    ISpaceIndex Create(EmbeddingSpace space, IndexKind kind);

    /// <summary>Bytes that an index takes where it is kept; 0 where nothing was saved yet.</summary>
    long StoredBytes(string id);

    /// <summary>Removes what is kept of an index that no space names any more. What cannot be removed only takes room.</summary>
    void Remove(string id);
}

/// <summary>What a kind of index can do.</summary>
/// <param name="MinimumTraining">The fewest vectors that it can be trained on; 0 where it needs no training.</param>
/// <param name="RecommendedTraining">How many vectors train it well; more gain little.</param>
/// <param name="IsLossless">Whether vectors can be taken from it as they were embedded.</param>
internal sealed record IndexTraits(int MinimumTraining, int RecommendedTraining, bool IsLossless)
{
    public bool NeedsTraining => MinimumTraining > 0;
}
