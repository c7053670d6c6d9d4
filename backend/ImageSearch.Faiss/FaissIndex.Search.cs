using ImageSearch.Faiss.Interop;

namespace ImageSearch.Faiss;

/// <content>Questions.</content>
public sealed partial class FaissIndex
{
    /// <summary>
    /// How many inverted lists a search visits, 1 to <see cref="FaissIndexType.Lists"/>: more find more and take longer. A
    /// sixteenth of them at first; saved with the index. 0 without lists.
    /// </summary>
    /// <exception cref="FaissException"><see cref="FaissError.InvalidArgument"/>: out of range, or there are no lists.</exception>
    public int Probes
    {
        get => Describe().Probes;
        set => NativeMethods.SetProbes(_handle, value).ThrowIfFailed();
    }

    /// <summary>
    /// How many candidates a search in an HNSW graph keeps (FAISS's efSearch), 1 to 65,536: more find more and take longer.
    /// 64 at first; saved with the index. 0 without a graph.
    /// </summary>
    /// <exception cref="FaissException"><see cref="FaissError.InvalidArgument"/>: out of range, or there is no graph.</exception>
    public int Breadth
    {
        get => Describe().Breadth;
        set => NativeMethods.SetBreadth(_handle, value).ThrowIfFailed();
    }

    /// <summary>Finds the <paramref name="k"/> nearest neighbours of each query, best first; ties in no particular order.</summary>
    /// <param name="queries"><paramref name="queryCount"/> rows of <see cref="Dimension"/> floats, each within ±1e15.</param>
    /// <param name="queryCount">0 or more.</param>
    /// <param name="k">At least 1; may exceed <see cref="Count"/>.</param>
    /// <param name="ids">
    /// Receives <paramref name="queryCount"/> rows of <paramref name="k"/> ids. Where fewer are found, -1 fills the rest.
    /// </param>
    /// <param name="scores">
    /// Receives the inner products or distances beside them (approximate where vectors are kept so); beside -1, an infinity that is worse than any score.
    /// </param>
    /// <param name="filter">
    /// Only these ids are considered, and all <paramref name="k"/> are found if so many are in the index: a graph is not
    /// followed then, but every vector compared, and of lists more are visited the fewer ids there are.
    /// </param>
    /// <returns>How many neighbours were found, over all queries.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a count is out of range.</exception>
    /// <exception cref="FaissException"><see cref="FaissError.InvalidArgument"/>: a query holds NaN or an infinity.</exception>
    public int Search(
        ReadOnlySpan<float> queries, int queryCount, int k, Span<long> ids, Span<float> scores, FaissFilter? filter = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(queryCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (queries.Length != (long)queryCount * Dimension)
        {
            throw new ArgumentException(
                $"{queryCount} queries have {(long)queryCount * Dimension} floats, not {queries.Length}.", nameof(queries));
        }

        if (ids.Length != (long)queryCount * k || scores.Length != ids.Length)
            throw new ArgumentException($"{queryCount} queries have {(long)queryCount * k} neighbours; both spans must be as long.");

        NativeMethods.Search(_handle, HandleOf(filter), queryCount, queries, k, ids, scores).ThrowIfFailed();
        return ids.Length - ids.Count(-1L);
    }

    /// <summary>
    /// Counts the vectors that score at least <paramref name="minScore"/>: what <see cref="Search"/> with one query would find
    /// at or above it, whatever its <c>k</c>. Inner product only.
    /// </summary>
    /// <remarks>Of an IVF index the lists that a search would visit are counted, within a filter all; of others every vector.</remarks>
    /// <param name="query">One row of <see cref="Dimension"/> floats.</param>
    /// <param name="minScore">Any number, also an infinity.</param>
    /// <param name="filter">Only these ids are counted.</param>
    /// <exception cref="ArgumentException">The span is not <see cref="Dimension"/> long.</exception>
    /// <exception cref="FaissException">
    /// <see cref="FaissError.InvalidArgument"/>: NaN somewhere, or the metric is not the inner product.
    /// </exception>
    public long CountAbove(ReadOnlySpan<float> query, float minScore, FaissFilter? filter = null)
    {
        if (query.Length != Dimension)
            throw new ArgumentException($"A query has {Dimension} floats, not {query.Length}.", nameof(query));

        NativeMethods.CountAbove(_handle, HandleOf(filter), query, minScore, out var count).ThrowIfFailed();
        return count;
    }

    private static FilterHandle HandleOf(FaissFilter? filter) => filter?.Handle ?? FilterHandle.Everything;
}
