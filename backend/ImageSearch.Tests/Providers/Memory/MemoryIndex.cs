using System.Numerics.Tensors;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Tests.Providers.Memory;

/// <summary>Compares a query with every vector of a space.</summary>
internal sealed class MemoryIndex(EmbeddingSpace space, IndexKind kind, MemoryTables tables, MemoryEmbeddings embeddings) : ISpaceIndex
{
    public string Id => kind.IdIn(space);

    public EmbeddingSpace Space => space;

    public IndexKind Kind => kind;

    public string Engine => "brute force";

    public long Count => tables.Read(() => Vectors().LongCount());

    public long Bytes => Count * space.Dimension * sizeof(float);

    public DateTimeOffset? SavedAt => null;

    public bool Rebuilding { get; private set; }

    public Task OpenAsync(CancellationToken cancellationToken) => tables.WriteAsync(() =>
    {
        tables.Show(Id);
        embeddings.FailSuspects(Id);
        Rebuilding = tables.Active is not null && tables.Active != Id && embeddings.Embeddable(Id) > Vectors().Count();
        if (!Rebuilding && tables.Active != Id)
            tables.Switch(new SpaceSwitch(Id));
    });

    public Task LoadAsync(ISpaceIndex? example, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task JoinAsync(CancellationToken cancellationToken) => tables.WriteAsync(() => embeddings.FailSuspects(Id));

    public Task CommitAsync(IReadOnlyList<EmbeddedVector> embedded, IReadOnlyList<FailedEmbedding> failed, CancellationToken cancellationToken) =>
        tables.WriteAsync(() => embeddings.Complete(Id, embedded, failed));

    public Task SettleAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task FinishRebuildingAsync(CancellationToken cancellationToken) => tables.WriteAsync(() =>
    {
        if (Rebuilding)
            tables.Switch(new SpaceSwitch(Id));
        Rebuilding = false;
    });

    public Task SaveIfDueAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SaveAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public bool CanCopy(ISpaceIndex from) => from is MemoryIndex && from.Space.Id == space.Id;

    public Task CopyAllAsync(ISpaceIndex from, Func<Task> progress, CancellationToken cancellationToken) =>
        CopyMissingAsync(from, progress, cancellationToken);

    public async Task<int> CopyMissingAsync(ISpaceIndex from, Func<Task> progress, CancellationToken cancellationToken)
    {
        var copied = await tables.WriteAsync(() =>
        {
            var present = Vectors().Select(vector => vector.ImageId).ToHashSet();
            var missing = ((MemoryIndex)from).Vectors().Where(vector => !present.Contains(vector.ImageId)).ToList();
            embeddings.Complete(Id, missing, []);
            return missing.Count;
        });
        await progress();
        return copied;
    }

    public Task<IReadOnlyList<Neighbour>> SearchAsync(float[] query, int k, VectorFilter filter, CancellationToken cancellationToken) =>
        tables.ReadAsync<IReadOnlyList<Neighbour>>(
            () => Compare(query, filter).OrderByDescending(neighbour => neighbour.Cosine).ThenBy(neighbour => neighbour.Id).Take(k).ToList());

    public Task<long> CountAsync(float[] query, float? minCosine, VectorFilter filter, CancellationToken cancellationToken) =>
        tables.ReadAsync(() => Compare(query, filter).LongCount(neighbour => minCosine is not { } least || neighbour.Cosine >= least));

    public Task<float[]?> FindAsync(long id, CancellationToken cancellationToken) =>
        tables.ReadAsync(() => (float[]?)tables.In(Id).GetValueOrDefault(id)?.Vector?.Clone());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IEnumerable<Neighbour> Compare(float[] query, VectorFilter filter) => Vectors()
        .Where(vector => vector.ImageId != filter.Except && MemoryRows.Passes(tables.Show(tables.Images[vector.ImageId]), filter.Images))
        .Select(vector => new Neighbour(vector.ImageId, TensorPrimitives.Dot<float>(query, vector.Vector)));

    private IEnumerable<EmbeddedVector> Vectors() => tables.In(Id).Where(row => row.Value.Vector is not null)
        .Select(row => new EmbeddedVector(row.Key, row.Value.Vector!));
}
