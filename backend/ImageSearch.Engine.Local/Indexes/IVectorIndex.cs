using ImageSearch.Engine.Indexing;

namespace ImageSearch.Engine.Local.Indexes;

/// <summary>
/// The vectors of one embedding space, by picture id, ranked by the metric of its kind. All vectors are of unit length. Calls may come
/// from any number of threads at once: searches run beside each other, changes wait for them.
/// </summary>
internal interface IVectorIndex : IDisposable
{
    int Dimension { get; }

    long Count { get; }

    /// <summary>Vectors that take room though nothing finds them: of pictures that were removed where the kind cannot remove.</summary>
    long DeadCount { get; }

    /// <summary>Adds vectors; an id that is there already gets the new vector.</summary>
    Task PutAsync(IReadOnlyList<EmbeddedVector> vectors, CancellationToken cancellationToken);

    /// <summary>Removes ids; unknown ones are ignored.</summary>
    Task RemoveAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>The <paramref name="k"/> nearest, best first.</summary>
    /// <param name="among">Only these ids may be found; null means all.</param>
    Task<IReadOnlyList<Neighbour>> SearchAsync(float[] query, int k, long[]? among, CancellationToken cancellationToken);

    /// <summary>How many vectors have at least this cosine to the query; of lists, those that a search visits.</summary>
    Task<long> CountAsync(float[] query, float minCosine, long[]? among, CancellationToken cancellationToken);

    /// <summary>A copy of one vector, of unit length, as far as the kind keeps it; null when the id is unknown.</summary>
    Task<float[]?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Copies of the vectors of those ids that are there.</summary>
    Task<IReadOnlyList<EmbeddedVector>> FindManyAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    Task<long[]> IdsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes the index, as it is when the writing begins, to <paramref name="path"/> in FAISS's own format and answers how many vectors
    /// the file holds. Nothing but another save waits for the writing. Not atomic, not flushed: the caller's task.
    /// </summary>
    Task<long> SaveAsync(string path, CancellationToken cancellationToken);
}
