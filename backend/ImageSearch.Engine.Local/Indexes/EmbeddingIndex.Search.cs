using ImageSearch.Engine.Indexing;

namespace ImageSearch.Engine.Local.Indexes;

/// <content>Searches: the filter becomes the ids that pass it, and the picture that is itself the query is left out.</content>
internal sealed partial class EmbeddingIndex
{
    public async Task<IReadOnlyList<Neighbour>> SearchAsync(float[] query, int k, VectorFilter filter, CancellationToken cancellationToken)
    {
        var among = await _filtered.OfAsync(filter.Images, cancellationToken).ConfigureAwait(false);
        var found = await Vectors.SearchAsync(query, k + (IsAmong(filter.Except, among) ? 1 : 0), among, cancellationToken).ConfigureAwait(false);
        return found.Where(neighbour => neighbour.Id != filter.Except).Take(k).ToList();
    }

    public async Task<long> CountAsync(float[] query, float? minCosine, VectorFilter filter, CancellationToken cancellationToken)
    {
        var among = await _filtered.OfAsync(filter.Images, cancellationToken).ConfigureAwait(false);
        var count = minCosine is { } least
            ? await Vectors.CountAsync(query, least, among, cancellationToken).ConfigureAwait(false)
            : among?.Length ?? Vectors.Count;
        return count > 0 && IsAmong(filter.Except, among)
            && await ReachesAsync(query, filter.Except!.Value, minCosine, cancellationToken).ConfigureAwait(false)
            ? count - 1
            : count;
    }

    public Task<float[]?> FindAsync(long id, CancellationToken cancellationToken) => Vectors.FindAsync(id, cancellationToken);

    private static bool IsAmong(long? id, long[]? among) => id is { } one && (among is null || Array.BinarySearch(among, one) >= 0);

    private async Task<bool> ReachesAsync(float[] query, long id, float? minCosine, CancellationToken cancellationToken) =>
        minCosine is not { } least || await Vectors.CountAsync(query, least, [id], cancellationToken).ConfigureAwait(false) == 1;
}
