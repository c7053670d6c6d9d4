using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Tests.Providers.Memory;

/// <summary>All that a library in memory knows, under one lock. What a transaction throws must come before its first change.</summary>
internal sealed class MemoryTables
{
    private readonly Lock _lock = new();

    /// <summary>By id. Status, problem and references follow from the other tables.</summary>
    public SortedDictionary<long, ImageRecord> Images { get; } = [];

    public long LastImage { get; set; }

    /// <summary>By space.</summary>
    public Dictionary<string, SortedDictionary<long, MemoryEmbedding>> Embeddings { get; } = [];

    public Dictionary<(string Path, string Sha256), ImportedFile> Imports { get; } = [];

    public SortedDictionary<string, SpaceRecord> Spaces { get; } = new(StringComparer.Ordinal);

    /// <summary>The space that searches answer from.</summary>
    public string? Active { get; set; }

    /// <summary>The space whose states the pictures show: the active one, or the one that takes its place while searches wait.</summary>
    public string? Shown { get; private set; }

    public KnownModel? Chosen { get; set; }

    public long? RecommendationJob { get; set; }

    public long Revision { get; private set; }

    public T Read<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }

    public Task<T> ReadAsync<T>(Func<T> read) => Task.FromResult(Read(read));

    public Task<T> WriteAsync<T>(Func<T> write)
    {
        lock (_lock)
        {
            var result = write();
            Revision++;
            return Task.FromResult(result);
        }
    }

    public Task WriteAsync(Action write) => WriteAsync(() =>
    {
        write();
        return true;
    });

    /// <summary>What a space knows of pictures; empty for no space.</summary>
    public SortedDictionary<long, MemoryEmbedding> In(string? space)
    {
        if (space is null)
            return [];
        if (!Embeddings.TryGetValue(space, out var rows))
            Embeddings.Add(space, rows = []);
        return rows;
    }

    /// <summary>Shows another space's states. What failed in the one before, and was not tried in this one, stays failed; other pictures wait.</summary>
    public void Show(string space)
    {
        var rows = In(space);
        foreach (var (id, row) in In(Shown).Where(row => row.Value.Problem is not null))
            rows.TryAdd(id, new MemoryEmbedding { Waits = false, Problem = row.Problem, FailedAt = row.FailedAt });
        foreach (var id in Images.Keys)
            rows.TryAdd(id, new MemoryEmbedding());
        Shown = space;
    }

    public void Switch(SpaceSwitch change)
    {
        if (change.KeepOld && Active is not null && Spaces.TryGetValue(Active, out var old))
            Spaces[Active] = old with { Kept = true, Indexed = change.OldCount };
        if (Spaces.TryGetValue(change.To, out var to))
            Spaces[change.To] = to with { Kept = false };
        Active = change.To;
        foreach (var id in Spaces.Values.Where(space => space.Id != Active && !space.Kept).Select(space => space.Id).ToList())
            Spaces.Remove(id);
        Show(change.To);
        foreach (var id in Embeddings.Keys.Where(id => id != Active && !Spaces.ContainsKey(id)).ToList())
            Embeddings.Remove(id);
        Chosen = change.Chosen ?? Chosen;
    }

    /// <summary>Queues those of these pictures that failed.</summary>
    public int Retry(IEnumerable<long> ids)
    {
        var failed = ids.Select(id => In(Shown).GetValueOrDefault(id)).Where(row => row?.Problem is not null).ToList();
        failed.ForEach(row => row!.Queue());
        return failed.Count;
    }
}
