using ImageSearch.Faiss.Interop;

namespace ImageSearch.Faiss;

/// <summary>An immutable set of ids within which, or without which, to search. Any number of threads may search with it at once.</summary>
/// <remarks>
/// It takes at most 8 bytes for each id, or one bit if the ids are dense. It belongs to no index: ids that an index does not contain are
/// ignored. Disposing while a search uses it is safe; the memory is freed after that search.
/// </remarks>
public sealed class FaissFilter : IDisposable
{
    private FaissFilter(FilterHandle handle) => Handle = handle;

    internal FilterHandle Handle { get; }

    /// <summary>Makes a filter that accepts exactly these ids; an empty span accepts none.</summary>
    /// <param name="ids">In any order; repetitions are allowed.</param>
    /// <exception cref="FaissException">There is not enough memory.</exception>
    public static FaissFilter Create(ReadOnlySpan<long> ids) => Create(ids, excluding: false);

    /// <summary>Makes a filter that lets every id through but these: they are passed over, and lists are visited as without a filter.</summary>
    /// <param name="ids">In any order; repetitions are allowed.</param>
    /// <exception cref="FaissException">There is not enough memory.</exception>
    public static FaissFilter Except(ReadOnlySpan<long> ids) => Create(ids, excluding: true);

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    private static FaissFilter Create(ReadOnlySpan<long> ids, bool excluding)
    {
        NativeMethods.CreateFilter(ids.Length, ids, excluding ? 1 : 0, out var handle).ThrowIfFailed();
        return new FaissFilter(handle);
    }
}
