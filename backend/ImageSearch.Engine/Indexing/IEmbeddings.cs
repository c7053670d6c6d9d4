using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Indexing;

/// <summary>
/// What became of every picture in every embedding space: it waits, has a vector, or cannot have one. Each call is one transaction,
/// durable when it returns.
/// </summary>
public interface IEmbeddings
{
    /// <summary>
    /// Claims pictures that wait in a space, the oldest first, and counts an attempt for each. A claim lasts for a while: what is neither
    /// completed nor released by then may be claimed again, as a suspect.
    /// </summary>
    /// <param name="suspects">Those that were in flight when a process ended, the least often tried first; or those that were not.</param>
    Task<IReadOnlyList<ImageRecord>> ClaimAsync(string space, int count, bool suspects, CancellationToken cancellationToken);

    /// <summary>Gives claims back untried: the attempt does not count.</summary>
    Task ReleaseAsync(string space, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Queues for a space what the library's own space has and this one has not tried.</summary>
    /// <returns>How many pictures wait in it.</returns>
    Task<int> QueueMissingAsync(string space, CancellationToken cancellationToken);

    /// <summary>Whether a space may have any picture at all: whether some picture has not failed in it.</summary>
    Task<bool> HasPicturesAsync(string space, CancellationToken cancellationToken);

    /// <summary>Queues every picture to be embedded again in the library's own space; those with a vector stay searchable meanwhile.</summary>
    /// <returns>How many pictures there are, and the highest id.</returns>
    Task<(int Count, long LastId)> QueueAllAsync(CancellationToken cancellationToken);

    /// <summary>Takes pictures that have a vector off the queue again, except those that are claimed, or were when a process ended.</summary>
    /// <returns>How many.</returns>
    Task<int> DequeueEmbeddedAsync(CancellationToken cancellationToken);

    /// <summary>How many pictures wait in the library's own space, and the highest id there is.</summary>
    Task<(long Count, long LastId)> QueueAsync(CancellationToken cancellationToken);

    /// <summary>How many pictures up to <paramref name="lastId"/> still wait in the library's own space.</summary>
    Task<long> QueuedThroughAsync(long lastId, CancellationToken cancellationToken);

    /// <summary>Pictures that failed at this instant or later, and still are failed.</summary>
    /// <param name="space">Null for the library's own.</param>
    Task<IReadOnlyList<(string Name, string Problem)>> FailuresAsync(string? space, DateTimeOffset since, CancellationToken cancellationToken);
}
