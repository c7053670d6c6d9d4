using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Local.Indexes;

/// <summary>
/// The indexed pictures that pass a filter. Those of the last filters are remembered until the catalogue changes: a search asks more than
/// once, and people refine one filter.
/// </summary>
internal sealed class FilteredIds(SqliteCatalog catalog)
{
    private const int Most = 8;
    private readonly Lock _lock = new();
    private readonly Queue<(ImageFilter Filter, string Stamp, long[] Ids)> _recent = [];

    /// <returns>Ids, ascending; the caller does not change them. Null where all pass.</returns>
    public async Task<long[]?> OfAsync(ImageFilter filter, CancellationToken cancellationToken)
    {
        if (filter.IsEmpty)
            return null;
        // The stamp first: ids that are newer than it are only read again.
        var stamp = await catalog.StampAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            if (_recent.FirstOrDefault(recent => recent.Stamp == stamp && recent.Filter == filter).Ids is { } known)
                return known;
        }

        var ids = await catalog.IndexedIdsAsync(filter, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _recent.Enqueue((filter, stamp, ids));
            if (_recent.Count > Most)
                _recent.Dequeue();
        }

        return ids;
    }
}
