using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Tests.Providers.Memory;

internal sealed class MemorySpaces(MemoryTables tables) : ISpaces
{
    public Task<IReadOnlyList<SpaceRecord>> ListAsync(CancellationToken cancellationToken) =>
        tables.ReadAsync<IReadOnlyList<SpaceRecord>>(() => tables.Spaces.Values.ToList());

    public Task<string?> ActiveAsync(CancellationToken cancellationToken) => tables.ReadAsync(() => tables.Active);

    public Task RecordAsync(SpaceRecord space, CancellationToken cancellationToken) => tables.WriteAsync(() =>
    {
        tables.Spaces[space.Id] = tables.Spaces.TryGetValue(space.Id, out var known)
            ? known with { ModelId = space.ModelId, Model = space.Model }
            : space;
    });

    public Task RemoveAsync(string id, CancellationToken cancellationToken) => tables.WriteAsync(() =>
    {
        tables.Spaces.Remove(id);
        tables.Embeddings.Remove(id);
    });

    public Task<KnownModel?> ChosenModelAsync(CancellationToken cancellationToken) => tables.ReadAsync(() => tables.Chosen);

    public Task ChooseModelAsync(KnownModel model, CancellationToken cancellationToken) => tables.WriteAsync(() => tables.Chosen = model);

    public Task<long?> RecommendationJobAsync(CancellationToken cancellationToken) => tables.ReadAsync(() => tables.RecommendationJob);

    public Task RecommendAsync(long job, CancellationToken cancellationToken) => tables.WriteAsync(() => tables.RecommendationJob = job);

    public Task SwitchAsync(SpaceSwitch change, CancellationToken cancellationToken) => tables.WriteAsync(() => tables.Switch(change));
}
