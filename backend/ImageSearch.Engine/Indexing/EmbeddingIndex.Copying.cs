namespace ImageSearch.Engine.Indexing;

/// <content>
/// Takes vectors over from another index of the same space: no picture is embedded again. What was copied first is durable with the next
/// snapshot only; after a crash the rest is copied again.
/// </content>
internal sealed partial class EmbeddingIndex
{
    private const int CopyBatch = 64;

    /// <summary>Whether the vectors of another index are as good in this one as newly embedded ones.</summary>
    public bool CanCopy(EmbeddingIndex from) => from.Space.Id == Space.Id && from.Kind.IsLossless;

    /// <summary>A random sample of the vectors.</summary>
    /// <returns>Rows of as many numbers as the space has dimensions.</returns>
    public async Task<float[]> SampleAsync(int count, CancellationToken cancellationToken)
    {
        var dimension = Space.Dimension;
        var ids = await Vectors.IdsAsync(cancellationToken).ConfigureAwait(false);
        // The same sample after a restart. Nothing rests on its being unpredictable.
#pragma warning disable CA5394
        new Random(ids.Length).Shuffle(ids);
#pragma warning restore CA5394
        var sample = new float[Math.Min(Math.Min(count, ids.Length), Array.MaxLength / dimension) * dimension];
        var rows = 0;
        foreach (var batch in ids.Take(sample.Length / dimension).Chunk(CopyBatch))
        {
            foreach (var vector in await Vectors.FindManyAsync(batch, cancellationToken).ConfigureAwait(false))
                vector.Vector.CopyTo(sample, rows++ * dimension);
        }

        return sample[..(rows * dimension)];
    }

    /// <summary>Copies what this index lacks and saves it: a row in the catalogue for each vector is not needed, the snapshot holds them.</summary>
    /// <param name="progress">Told now and then.</param>
    public async Task CopyAllAsync(EmbeddingIndex from, Func<Task> progress, CancellationToken cancellationToken)
    {
        var saved = Vectors.Count;
        await CopyAsync(from, record: false, CopiedAsync, cancellationToken).ConfigureAwait(false);
        await SaveCopiedAsync(cancellationToken).ConfigureAwait(false);

        async Task CopiedAsync()
        {
            await progress().ConfigureAwait(false);
            if (Vectors.Count - saved <= Math.Max(MinUnsaved, saved))
                return;
            saved = Vectors.Count;
            await SaveCopiedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Copies what this index lacks, each vector durably at once.</summary>
    /// <returns>How many vectors it lacked.</returns>
    public Task<int> CopyMissingAsync(EmbeddingIndex from, Func<Task> progress, CancellationToken cancellationToken) =>
        CopyAsync(from, record: true, progress, cancellationToken);

    private async Task SaveCopiedAsync(CancellationToken cancellationToken)
    {
        await SaveAsync(cancellationToken, unrecorded: true).ConfigureAwait(false);
        // From here on the snapshot holds them.
        await ReconcileAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> CopyAsync(EmbeddingIndex from, bool record, Func<Task> progress, CancellationToken cancellationToken)
    {
        var present = (await Vectors.IdsAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
        var missing = (await from.Vectors.IdsAsync(cancellationToken).ConfigureAwait(false)).Where(id => !present.Contains(id)).ToList();
        foreach (var batch in missing.Chunk(CopyBatch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _gate.HoldAsync(() => CopyAsync(from, batch, record), cancellationToken).ConfigureAwait(false);
            await progress().ConfigureAwait(false);
        }

        return missing.Count;
    }

    // Behind the gate nothing is deleted between reading here and writing there.
    private async Task<bool> CopyAsync(EmbeddingIndex from, long[] ids, bool record)
    {
        var vectors = await from.Vectors.FindManyAsync(ids, CancellationToken.None).ConfigureAwait(false);
        if (record)
            await _embeddings.CompleteAsync(Id, vectors, [], CancellationToken.None).ConfigureAwait(false);
        await Vectors.PutAsync(vectors, CancellationToken.None).ConfigureAwait(false);
        return true;
    }
}
