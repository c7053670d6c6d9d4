using ImageSearch.Faiss.Interop;

namespace ImageSearch.Faiss;

/// <content>What goes in and comes out.</content>
public sealed partial class FaissIndex
{
    /// <summary>
    /// Learns from examples what the kind of index needs to know: principal components, where lists lie, ranges, parts.
    /// Does nothing where <see cref="FaissIndexType.NeedsTraining"/> is false.
    /// </summary>
    /// <param name="vectors">
    /// Rows of <see cref="Dimension"/> floats, at least one, and no fewer than
    /// <see cref="FaissIndexType.MinimumTrainingVectors"/>; a random sample of what will be added serves best.
    /// </param>
    /// <exception cref="ArgumentException">The span does not hold whole rows.</exception>
    /// <exception cref="FaissException">
    /// <see cref="FaissError.InvalidArgument"/>: too few vectors, NaN or infinity among them, or the index holds vectors already.
    /// </exception>
    public void Train(ReadOnlySpan<float> vectors)
    {
        if (vectors.Length % Dimension != 0)
            throw new ArgumentException($"{vectors.Length} floats are not whole rows of {Dimension}.", nameof(vectors));

        var count = vectors.Length / Dimension;
        if (count > 0 && count < Type.MinimumTrainingVectors)
        {
            throw new FaissException(
                FaissError.InvalidArgument,
                $"'{Type.Factory}' needs at least {Type.MinimumTrainingVectors} training vectors of {Dimension} numbers, "
                + $"better {Type.RecommendedTrainingVectors}; these are {count}.");
        }

        NativeMethods.Train(_handle, count, vectors).ThrowIfFailed();
    }

    /// <summary>Adds vectors, all or none of them.</summary>
    /// <param name="ids">One per vector, 0 or greater, new to the index and different from each other.</param>
    /// <param name="vectors">
    /// As many rows of <see cref="Dimension"/> floats, each within ±1e15; for SQfp16 within ±30,000.
    /// </param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    /// <exception cref="FaissException">
    /// <see cref="FaissError.InvalidArgument"/>: an id is taken or negative, a value is NaN or infinite, or the index is untrained.
    /// <see cref="FaissError.OutOfMemory"/>.
    /// </exception>
    public void Add(ReadOnlySpan<long> ids, ReadOnlySpan<float> vectors)
    {
        if (vectors.Length != (long)ids.Length * Dimension)
        {
            throw new ArgumentException(
                $"{ids.Length} ids need {(long)ids.Length * Dimension} floats, not {vectors.Length}.", nameof(vectors));
        }

        NativeMethods.Add(_handle, ids.Length, ids, vectors).ThrowIfFailed();
    }

    /// <summary>Removes vectors. The last rows take their places, so the cost is that of the rows that leave.</summary>
    /// <param name="ids">Those that are not in the index, and repetitions, are passed over.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="FaissException"><see cref="FaissError.InvalidArgument"/>: <see cref="FaissIndexType.CanRemove"/> is false.</exception>
    public long Remove(ReadOnlySpan<long> ids)
    {
        NativeMethods.Remove(_handle, ids.Length, ids, out var removed).ThrowIfFailed();
        return removed;
    }

    /// <summary>
    /// Copies the vector of an id: exactly as it was added where <see cref="FaissIndexType.IsLossless"/>, otherwise the
    /// nearest that is left of it.
    /// </summary>
    /// <param name="id">Any number.</param>
    /// <param name="vector">Receives <see cref="Dimension"/> floats; untouched if there is no such id.</param>
    /// <returns>Whether the index holds the id.</returns>
    /// <exception cref="ArgumentException">The span is not <see cref="Dimension"/> long.</exception>
    public bool TryReconstruct(long id, Span<float> vector)
    {
        if (vector.Length != Dimension)
            throw new ArgumentException($"A vector has {Dimension} floats, not {vector.Length}.", nameof(vector));

        NativeMethods.Reconstruct(_handle, id, vector, out var found).ThrowIfFailed();
        return found != 0;
    }

    /// <summary>All ids, in the order of the rows: that of addition, until something is removed.</summary>
    public long[] GetIds()
    {
        var ids = new long[Count];
        NativeMethods.GetIds(_handle, ids, ids.Length).ThrowIfFailed();
        return ids;
    }

    /// <summary>Whether the index holds the id.</summary>
    public bool Contains(long id)
    {
        NativeMethods.Contains(_handle, id, out var found).ThrowIfFailed();
        return found != 0;
    }
}
