using ImageSearch.Engine.Library;

namespace ImageSearch.Engine.Indexing;

/// <summary>
/// Pictures that wait to be embedded into a space, and the record of what became of them. Each call is one transaction. A claimed
/// picture counts an attempt until it is completed or released, so that one in flight when the process dies is recognised at the next
/// start.
/// </summary>
public interface IEmbeddingBacklog
{
    /// <summary>
    /// Claims the oldest waiting pictures and counts an attempt for each. Suspects (in flight at an earlier crash) are claimed only
    /// when asked for: never while any claim is out, since a claim looks like a suspect.
    /// </summary>
    Task<IReadOnlyList<ImageRecord>> ClaimAsync(int count, bool suspects, CancellationToken cancellationToken);

    /// <summary>Gives claims back untried: the attempt does not count.</summary>
    Task ReleaseAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Records outcomes. The answer names the pictures whose vectors were kept: one deleted meanwhile is left out.</summary>
    Task<IReadOnlyList<long>> CompleteAsync(
        string space, IReadOnlyList<EmbeddedVector> embedded, IReadOnlyList<FailedEmbedding> failed, CancellationToken cancellationToken);
}
