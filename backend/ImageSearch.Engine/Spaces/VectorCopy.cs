using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Storage;

namespace ImageSearch.Engine.Spaces;

/// <summary>
/// Takes vectors from one index over to another of the same space: no picture is embedded again. What was copied first is durable with
/// the next snapshot only; whoever begins again after a crash copies the rest.
/// </summary>
internal sealed class VectorCopy(EmbeddingIndex from, EmbeddingIndex to, SqliteEmbeddings embeddings, LibraryGate gate)
{
    private const int Batch = 64;
    private const int MinUnsaved = 5_000;

    private long _saved = to.Vectors.Count;

    /// <summary>Whether the vectors of one index are as good as newly embedded ones in the other.</summary>
    public static bool IsPossible(EmbeddingIndex from, EmbeddingIndex to) => from.Space.Id == to.Space.Id && from.Kind.IsLossless;

    /// <summary>A random sample of an index.</summary>
    /// <returns>Rows of as many numbers as the space has dimensions.</returns>
    public static async Task<float[]> SampleAsync(EmbeddingIndex index, int count, CancellationToken cancellationToken)
    {
        var dimension = index.Space.Dimension;
        var ids = await index.Vectors.IdsAsync(cancellationToken).ConfigureAwait(false);
        // The same sample after a restart. Nothing rests on its being unpredictable.
#pragma warning disable CA5394
        new Random(ids.Length).Shuffle(ids);
#pragma warning restore CA5394
        var sample = new float[Math.Min(Math.Min(count, ids.Length), Array.MaxLength / dimension) * dimension];
        var rows = 0;
        foreach (var batch in ids.Take(sample.Length / dimension).Chunk(Batch))
        {
            foreach (var vector in await index.Vectors.FindManyAsync(batch, cancellationToken).ConfigureAwait(false))
                vector.Vector.CopyTo(sample, rows++ * dimension);
        }

        return sample[..(rows * dimension)];
    }

    /// <summary>Copies what the other lacks.</summary>
    /// <param name="record">Whether each vector goes into the catalogue, too: durable at once.</param>
    /// <param name="progress">Told now and then.</param>
    /// <returns>How many vectors were lacking.</returns>
    public async Task<int> RunAsync(bool record, Func<Task> progress, CancellationToken cancellationToken)
    {
        var present = (await to.Vectors.IdsAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
        var missing = (await from.Vectors.IdsAsync(cancellationToken).ConfigureAwait(false)).Where(id => !present.Contains(id)).ToList();
        foreach (var batch in missing.Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await gate.HoldAsync(() => CopyAsync(batch, record), cancellationToken).ConfigureAwait(false);
            await progress().ConfigureAwait(false);
            if (!record && to.Vectors.Count - _saved > Math.Max(MinUnsaved, _saved))
                await SaveAsync(cancellationToken).ConfigureAwait(false);
        }

        return missing.Count;
    }

    /// <summary>Makes durable what was copied.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        var count = to.Vectors.Count;
        await to.SaveAsync(cancellationToken, unrecorded: true).ConfigureAwait(false);
        // From here on the snapshot holds them.
        await to.ReconcileAsync(cancellationToken).ConfigureAwait(false);
        _saved = count;
    }

    // Behind the gate nothing is deleted between reading here and writing there.
    private async Task<bool> CopyAsync(long[] ids, bool record)
    {
        var vectors = await from.Vectors.FindManyAsync(ids, CancellationToken.None).ConfigureAwait(false);
        if (record)
            await embeddings.CompleteAsync(to.Id, vectors, [], CancellationToken.None).ConfigureAwait(false);
        await to.Vectors.PutAsync(vectors, CancellationToken.None).ConfigureAwait(false);
        return true;
    }
}
