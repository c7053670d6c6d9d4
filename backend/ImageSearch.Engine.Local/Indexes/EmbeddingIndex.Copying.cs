using ImageSearch.Engine.Indexing;

namespace ImageSearch.Engine.Local.Indexes;

/// <content>
/// Takes vectors over from another index of the same space: no picture is embedded again. What was copied first is durable with the next
/// snapshot only; after a crash the rest is copied again.
/// </content>
internal sealed partial class EmbeddingIndex
{
    private const int CopyBatch = 64;

    public bool CanCopy(ISpaceIndex from) => from is EmbeddingIndex && from.Space.Id == Space.Id && from.Kind.Faiss.IsLossless;

    /// <summary>A random sample of the vectors.</summary>
    /// <returns>Rows of as many numbers as the space has dimensions.</returns>
    private async Task<float[]> SampleAsync(int count, CancellationToken cancellationToken)
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

    // A row in the catalogue for each vector is not needed: the snapshot holds them.
    public async Task CopyAllAsync(ISpaceIndex from, Func<Task> progress, CancellationToken cancellationToken)
    {
        var saved = Vectors.Count;
        await CopyAsync((EmbeddingIndex)from, record: false, CopiedAsync, cancellationToken).ConfigureAwait(false);
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

    public Task<int> CopyMissingAsync(ISpaceIndex from, Func<Task> progress, CancellationToken cancellationToken) =>
        CopyAsync((EmbeddingIndex)from, record: true, progress, cancellationToken);

    private async Task SaveCopiedAsync(CancellationToken cancellationToken)
    {
        await SaveAsync(unrecorded: true, cancellationToken).ConfigureAwait(false);
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
