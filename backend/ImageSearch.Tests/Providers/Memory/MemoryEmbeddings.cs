using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers.Memory;

internal sealed class MemoryEmbeddings(MemoryTables tables, TimeProvider clock) : IEmbeddings
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan ClaimLasts = TimeSpan.FromMinutes(15);

    public Task<IReadOnlyList<ImageRecord>> ClaimAsync(string space, int count, bool suspects, CancellationToken cancellationToken) =>
        tables.WriteAsync<IReadOnlyList<ImageRecord>>(() =>
        {
            var now = clock.GetUtcNow();
            var claimed = tables.In(space).Where(row => row.Value.Waits && row.Value.Attempts > 0 == suspects && row.Value.ClaimedUntil <= now)
                .OrderBy(row => row.Value.Attempts).ThenBy(row => row.Key).Take(count).ToList();
            foreach (var (_, row) in claimed)
                (row.Attempts, row.ClaimedUntil) = (row.Attempts + 1, now + ClaimLasts);
            return claimed.Select(row => tables.Show(tables.Images[row.Key])).ToList();
        });

    public Task ReleaseAsync(string space, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => tables.WriteAsync(() =>
    {
        foreach (var row in ids.Select(id => tables.In(space).GetValueOrDefault(id)).Where(row => row is { Waits: true }))
            (row!.Attempts, row.ClaimedUntil) = (Math.Max(0, row.Attempts - 1), default);
    });

    public Task<int> QueueMissingAsync(string space, CancellationToken cancellationToken) => tables.WriteAsync(() =>
    {
        var rows = tables.In(space);
        foreach (var (id, _) in tables.In(tables.Shown).Where(row => row.Value.Vector is not null).ToList())
            rows.TryAdd(id, new MemoryEmbedding());
        return rows.Values.Count(row => row.Waits);
    });

    public Task<bool> HasPicturesAsync(string space, CancellationToken cancellationToken) => tables.ReadAsync(() => Embeddable(space) > 0);

    public Task<(int Count, long LastId)> QueueAllAsync(CancellationToken cancellationToken) => tables.WriteAsync(() =>
    {
        foreach (var row in tables.In(tables.Shown).Values.Where(row => !row.Waits))
            row.Queue();
        return (tables.Images.Count, LastId);
    });

    public Task<int> DequeueEmbeddedAsync(CancellationToken cancellationToken) => tables.WriteAsync(() =>
    {
        var dequeued = tables.In(tables.Shown).Values.Where(row => row is { Waits: true, Vector: not null, Attempts: 0 }).ToList();
        dequeued.ForEach(row => row.Waits = false);
        return dequeued.Count;
    });

    public Task<(long Count, long LastId)> QueueAsync(CancellationToken cancellationToken) =>
        tables.ReadAsync(() => (tables.In(tables.Shown).Values.LongCount(row => row.Waits), LastId));

    public Task<long> QueuedThroughAsync(long lastId, CancellationToken cancellationToken) =>
        tables.ReadAsync(() => tables.In(tables.Shown).LongCount(row => row.Value.Waits && row.Key <= lastId));

    public Task<IReadOnlyList<(string Name, string Problem)>> FailuresAsync(
        string? space,
        DateTimeOffset since,
        CancellationToken cancellationToken) =>
        tables.ReadAsync<IReadOnlyList<(string, string)>>(() => tables.In(space ?? tables.Shown)
            .Where(row => row.Value.Problem is not null && row.Value.FailedAt >= since)
            .Select(row => (tables.Images[row.Key].Name, row.Value.Problem!)).ToList());

    /// <summary>Part of a transaction: pictures that have not failed in the space.</summary>
    public int Embeddable(string space) => tables.Images.Keys.Count(id => tables.In(space).GetValueOrDefault(id)?.Problem is null);

    /// <summary>Part of a transaction: records outcomes.</summary>
    public void Complete(string space, IReadOnlyList<EmbeddedVector> embedded, IReadOnlyList<FailedEmbedding> failed)
    {
        foreach (var (id, vector) in embedded.Where(one => tables.Images.ContainsKey(one.ImageId)))
            tables.In(space)[id] = new MemoryEmbedding { Waits = false, Vector = vector };
        foreach (var (id, problem) in failed.Where(one => tables.Images.ContainsKey(one.ImageId)))
            tables.In(space)[id] = new MemoryEmbedding { Waits = false, Problem = problem, FailedAt = clock.GetUtcNow() };
    }

    /// <summary>Part of a transaction: gives up what was in flight alone at two abrupt ends.</summary>
    public void FailSuspects(string space)
    {
        var now = clock.GetUtcNow();
        var suspects = tables.In(space).Where(row => row.Value is { Waits: true, Attempts: >= MaxAttempts } && row.Value.ClaimedUntil <= now)
            .Select(row => new FailedEmbedding(row.Key, "It was being read at every abrupt end.")).ToList();
        Complete(space, [], suspects);
    }

    private long LastId => tables.Images.Count == 0 ? 0 : tables.Images.Keys.Last();
}
