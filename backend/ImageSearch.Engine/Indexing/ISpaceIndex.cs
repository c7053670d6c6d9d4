using ImageSearch.Engine.Embedding;

namespace ImageSearch.Engine.Indexing;

/// <summary>
/// The vectors of one embedding space, by picture id, all of unit length. What a call has recorded is durable when it returns. Calls may
/// come from any number of threads at once.
/// </summary>
internal interface ISpaceIndex : IAsyncDisposable
{
    /// <summary>The index's name: its space, and its kind where that is not the usual one.</summary>
    string Id { get; }

    EmbeddingSpace Space { get; }

    IndexKind Kind { get; }

    /// <summary>What searches the vectors, in words, such as <c>faiss IndexFlatIP</c>.</summary>
    string Engine { get; }

    /// <summary>Vectors that searches find.</summary>
    long Count { get; }

    /// <summary>Memory that the vectors take, about.</summary>
    long Bytes { get; }

    /// <summary>When the last snapshot was written; null before the first, and where vectors need none.</summary>
    DateTimeOffset? SavedAt { get; }

    /// <summary>Whether searches must wait, because the library is being embedded into this space for the first time.</summary>
    bool Rebuilding { get; }

    /// <summary>Opens the index that searches answer from, in line with the pictures that there are; what has no vector is queued.</summary>
    /// <exception cref="UntrainedIndexException">It would have to be trained again.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Loads what there is of a space that is not the active one: no picture's state changes.</summary>
    /// <param name="example">Where its kind needs training, a new index is trained on vectors of this one; null where there is none.</param>
    /// <exception cref="UntrainedIndexException">It would have to be trained, and there is nothing to train it on.</exception>
    Task LoadAsync(ISpaceIndex? example, CancellationToken cancellationToken);

    /// <summary>
    /// From here on what is deleted is removed from this index, too. It gives up suspects that were in flight alone when
    /// a process ended, twice; drops what was deleted before; and queues what it had a vector of and has no more. What it never had is
    /// queued by <see cref="IEmbeddings.QueueMissingAsync"/>.
    /// </summary>
    Task JoinAsync(CancellationToken cancellationToken);

    /// <summary>Records outcomes: from here on searches find the embedded pictures, also after a crash.</summary>
    Task CommitAsync(IReadOnlyList<EmbeddedVector> embedded, IReadOnlyList<FailedEmbedding> failed, CancellationToken cancellationToken);

    /// <summary>Returns when every vector that was recorded before the call can be found.</summary>
    Task SettleAsync(CancellationToken cancellationToken);

    /// <summary>Lets searches answer from this space, when nothing waits any more.</summary>
    Task FinishRebuildingAsync(CancellationToken cancellationToken);

    /// <summary>Begins to write a snapshot where one is due. Not for several callers at once.</summary>
    /// <returns>Ends with the writing that is under way, without an error: indexing need not wait for it, and goes on if it fails.</returns>
    Task SaveIfDueAsync(CancellationToken cancellationToken);

    /// <summary>Writes a snapshot of everything that the last one lacks.</summary>
    Task SaveAsync(CancellationToken cancellationToken);

    /// <summary>Whether the vectors of another index are as good in this one as newly embedded ones.</summary>
    bool CanCopy(ISpaceIndex from);

    /// <summary>Copies what this index lacks and saves it.</summary>
    /// <param name="progress">Told now and then.</param>
    Task CopyAllAsync(ISpaceIndex from, Func<Task> progress, CancellationToken cancellationToken);

    /// <summary>Copies what this index lacks, each vector durably at once.</summary>
    /// <returns>How many vectors it lacked.</returns>
    Task<int> CopyMissingAsync(ISpaceIndex from, Func<Task> progress, CancellationToken cancellationToken);

    /// <summary>The <paramref name="k"/> nearest, best first.</summary>
    Task<IReadOnlyList<Neighbour>> SearchAsync(float[] query, int k, VectorFilter filter, CancellationToken cancellationToken);

    /// <summary>How many vectors have at least this cosine to the query; of lists, those that a search visits.</summary>
    /// <param name="minCosine">Null counts all that pass the filter.</param>
    Task<long> CountAsync(float[] query, float? minCosine, VectorFilter filter, CancellationToken cancellationToken);

    /// <summary>A copy of one vector, of unit length, as far as the kind keeps it; null when the id is unknown.</summary>
    Task<float[]?> FindAsync(long id, CancellationToken cancellationToken);
}
