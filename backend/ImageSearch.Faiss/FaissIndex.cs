using ImageSearch.Faiss.Interop;

namespace ImageSearch.Faiss;

/// <summary>Vectors under ids of the caller's choice: a FAISS <c>IndexIDMap2</c>, held in memory.</summary>
/// <remarks>
/// <para>
/// <b>Threads.</b> Members that only read (Search, CountAbove, TryReconstruct, Contains, GetIds, Count, IsTrained, Save, and getting a property) may
/// run at the same time as each other. Add, Remove, Train and setting a property need the index for themselves: while one of them runs, nothing
/// else may, and the index does <b>not</b> enforce it. A reader-writer lock of the caller's does. Dispose is safe at any
/// time: memory is freed when the last call that is under way returns. See <see cref="FaissRuntime"/> for which threads to
/// call from.
/// </para>
/// <para>
/// A call that throws leaves the index as it was, with one exception: memory that runs out while vectors are added to an HNSW
/// or IVF index makes it unusable, and every later call says so.
/// </para>
/// </remarks>
public sealed partial class FaissIndex : IDisposable
{
    private readonly IndexHandle _handle;

    private FaissIndex(IndexHandle handle)
    {
        _handle = handle;
        var description = Describe();
        Dimension = description.Dimension;
        Metric = description.Metric;
        Type = FaissIndexType.Parse(handle.Factory());
    }

    /// <summary>What kind of index it is, and what that kind can do.</summary>
    public FaissIndexType Type { get; }

    /// <summary>Floats per vector, 1 to 65,536.</summary>
    public int Dimension { get; }

    /// <summary>How vectors are compared.</summary>
    public FaissMetric Metric { get; }

    /// <summary>Vectors in the index.</summary>
    public long Count => Describe().Count;

    /// <summary>Whether vectors can be added: always, except before <see cref="Train"/> for a kind that needs training.</summary>
    public bool IsTrained => Describe().Trained != 0;

    /// <summary>Makes an empty index.</summary>
    /// <param name="dimension">Floats per vector, 1 to 65,536.</param>
    /// <param name="factory">
    /// <c>Flat</c> (exact), <c>SQfp16</c> or <c>SQ8</c> (compressed, every vector is compared), <c>HNSW&lt;links&gt;</c> (a graph, 2 to
    /// 512 links), <c>HNSW&lt;links&gt;,SQ8</c>, or <c>IVF&lt;lists&gt;,Flat</c> (inverted lists, of which <see cref="Probes"/> are
    /// searched; also with SQ8 or SQfp16). See <see cref="FaissIndexType"/>.
    /// </param>
    /// <param name="metric">How vectors are compared.</param>
    /// <exception cref="ArgumentException">The factory string is not one of these, or does not go with the metric.</exception>
    /// <exception cref="FaissException">The dimension is out of range.</exception>
    public static FaissIndex Create(int dimension, string factory = "Flat", FaissMetric metric = FaissMetric.InnerProduct)
    {
        var type = FaissIndexType.Parse(factory);
        type.ThrowIfUnfit(metric);
        NativeMethods.CreateIndex(dimension, type.Factory, metric, out var handle).ThrowIfFailed();
        return new FaissIndex(handle);
    }

    /// <summary>Reads an index that <see cref="Save"/>, or any FAISS, wrote as <c>IndexIDMap2</c> over one of the kinds above.</summary>
    /// <remarks>
    /// The file need not be trusted: lengths are checked against the file before memory is allocated, and ids, values, links
    /// and lists before they are followed. That costs one pass over the vectors.
    /// </remarks>
    /// <exception cref="FaissException">
    /// <see cref="FaissError.InvalidFile"/>: damaged, cut short, or of another kind.
    /// <see cref="FaissError.InputOutput"/>: it cannot be opened or read.
    /// </exception>
    public static FaissIndex Load(string path)
    {
        ThrowIfUnfit(path);
        NativeMethods.LoadIndex(path, out var handle).ThrowIfFailed(path);
        return new FaissIndex(handle);
    }

    /// <summary>Writes the index in FAISS's own format, over whatever is at the path.</summary>
    /// <remarks>Not atomic and not synced to the disk: write beside, sync and rename. A failure leaves a part of a file.</remarks>
    /// <exception cref="FaissException"><see cref="FaissError.InputOutput"/>: it cannot be written, or the disk is full.</exception>
    public void Save(string path)
    {
        ThrowIfUnfit(path);
        NativeMethods.SaveIndex(_handle, path).ThrowIfFailed(path);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private IndexDescription Describe()
    {
        NativeMethods.Describe(_handle, out var description).ThrowIfFailed();
        return description;
    }

    // C would see the path end at the zero and touch another file.
    private static void ThrowIfUnfit(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Contains('\0'))
            throw new ArgumentException("A path cannot hold a zero character.", nameof(path));
    }
}
