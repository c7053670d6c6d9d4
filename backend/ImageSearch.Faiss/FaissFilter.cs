using ImageSearch.Faiss.Interop;

namespace ImageSearch.Faiss;

/// <summary>An immutable set of ids to search within. Any number of threads may search with it at the same time.</summary>
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
    public static FaissFilter Create(ReadOnlySpan<long> ids)
    {
        NativeMethods.CreateFilter(ids.Length, ids, out var handle).ThrowIfFailed();
        return new FaissFilter(handle);
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
