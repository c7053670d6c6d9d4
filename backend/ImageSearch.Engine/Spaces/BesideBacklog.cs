using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Library;

namespace ImageSearch.Engine.Spaces;

/// <summary>
/// The pictures that a space beside the active one lacks. A picture belongs in it once the active space has it: so new ones are found
/// at once, and one that no model can read fails once only.
/// </summary>
internal sealed class BesideBacklog(ISpaceLedger ledger, EmbeddingIndex index) : IEmbeddingBacklog
{
    private readonly Queue<long> _missing = [];
    private readonly Queue<long> _suspects = [];

    private string Space => index.Id;

    /// <summary>Looks for what is missing. Only while nothing is claimed.</summary>
    /// <returns>How many pictures wait.</returns>
    public async Task<int> FillAsync(CancellationToken cancellationToken)
    {
        var begun = ledger.Begun(Space);
        var present = (await index.Vectors.IdsAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
        var known = begun.Select(image => image.ImageId).ToHashSet();
        Refill(_missing, ledger.IndexedIds().Where(id => !present.Contains(id) && !known.Contains(id)));
        Refill(_suspects, begun.Where(image => image.Problem is null).Select(image => image.ImageId));
        return _missing.Count + _suspects.Count;
    }

    public async Task<IReadOnlyList<ImageRecord>> ClaimAsync(int count, bool suspects, CancellationToken cancellationToken)
    {
        var queue = suspects ? _suspects : _missing;
        while (queue.Count > 0)
        {
            var ids = new List<long>(count);
            while (ids.Count < count && queue.TryDequeue(out var id))
                ids.Add(id);
            if (await ledger.BeginAsync(Space, ids, cancellationToken).ConfigureAwait(false) is { Count: > 0 } claimed)
                return claimed;
        }

        return [];
    }

    public Task ReleaseAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        ledger.ReleaseAsync(Space, ids, cancellationToken);

    public Task<IReadOnlyList<long>> CompleteAsync(
        string space, IReadOnlyList<EmbeddedVector> embedded, IReadOnlyList<FailedEmbedding> failed, CancellationToken cancellationToken) =>
        ledger.CompleteAsync(space, embedded, failed, cancellationToken);

    private static void Refill(Queue<long> queue, IEnumerable<long> ids)
    {
        queue.Clear();
        foreach (var id in ids)
            queue.Enqueue(id);
    }
}
