namespace ImageSearch.Engine.Local.Indexes;

/// <summary>The indexes that are open. What is deleted is removed from each of them. All calls are made behind the library's gate.</summary>
internal sealed class OpenIndexes
{
    private readonly List<EmbeddingIndex> _indexes = [];

    public void Add(EmbeddingIndex index) => _indexes.Add(index);

    public void Remove(EmbeddingIndex index) => _indexes.Remove(index);

    public async Task RemoveAsync(IReadOnlyCollection<long> ids)
    {
        foreach (var index in _indexes)
            await index.Vectors.RemoveAsync(ids, CancellationToken.None).ConfigureAwait(false);
    }
}
