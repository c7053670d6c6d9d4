namespace ImageSearch.Engine.Indexing;

/// <summary>A picture's embedding: unit length, as many elements as the space has dimensions.</summary>
public sealed record EmbeddedVector(long ImageId, float[] Vector);

/// <summary>A picture that could not be embedded, and why, in words for its owner.</summary>
public sealed record FailedEmbedding(long ImageId, string Problem);

/// <summary>
/// The durable half of indexing: which pictures wait for the active space, and the vectors of every space that no snapshot on disk
/// contains yet. Each call but <see cref="DiscardVectorsAsync"/> is one transaction.
/// </summary>
public interface IIndexLedger : IEmbeddingBacklog
{
    /// <summary>Marks pictures that were in flight alone at two crashes as failed; the answer says how many.</summary>
    Task<int> FailSuspectsAsync(string problem, CancellationToken cancellationToken);

    /// <summary>Vectors in the order in which they were recorded, after <paramref name="sequence"/>.</summary>
    IReadOnlyList<EmbeddedVector> VectorsAfter(string space, long sequence, int limit, out long lastSequence);

    /// <summary>How many vectors no snapshot holds, and the latest of them.</summary>
    (long Count, long LastSequence) VectorState(string space);

    /// <summary>Forgets vectors that a snapshot, safely on disk, contains.</summary>
    Task DiscardVectorsAsync(string space, long throughSequence, CancellationToken cancellationToken);

    /// <summary>The ids that may be in the active index: every picture that has not failed.</summary>
    long[] EmbeddableIds();

    /// <summary>The ids that may be in any other index: every picture there is.</summary>
    long[] AllIds();

    /// <summary>Brings states in line with the vectors there are: with one is indexed, without one waits.</summary>
    Task ReconcileAsync(IReadOnlyCollection<long> embedded, CancellationToken cancellationToken);

    /// <summary>Queues every picture to be embedded again; those with a vector stay searchable meanwhile.</summary>
    Task<(int Count, long LastId)> QueueAllAsync(CancellationToken cancellationToken);

    /// <summary>Takes pictures that have a vector off the queue again.</summary>
    Task<int> DequeueIndexedAsync(CancellationToken cancellationToken);

    /// <summary>How many pictures wait, and the highest id there is.</summary>
    (long Count, long LastId) Queue();

    /// <summary>How many pictures up to <paramref name="lastId"/> still wait.</summary>
    long QueuedThrough(long lastId);

    /// <summary>Pictures that failed at this instant or later, and still are failed.</summary>
    IReadOnlyList<(string Name, string Problem)> FailuresSince(DateTimeOffset instant);

    /// <summary>The space that searches answer from; null in a new library.</summary>
    string? ActiveSpace();

    /// <summary>The spaces whose folders may stay: the active one, those that are kept and those being built.</summary>
    IReadOnlyCollection<string> ListedSpaces();

    /// <summary>Whether the catalogue may have lost rows, so that there may be more spaces than it lists.</summary>
    bool MayLackRows { get; }

    /// <summary>Sees to it that pictures which are added from now on have ids above this one: a vector of it may be on disk.</summary>
    Task ReserveIdsAsync(long through, CancellationToken cancellationToken);

    /// <summary>Switches to <paramref name="space"/> and forgets every other that is not kept.</summary>
    Task ActivateSpaceAsync(string space, CancellationToken cancellationToken);
}
