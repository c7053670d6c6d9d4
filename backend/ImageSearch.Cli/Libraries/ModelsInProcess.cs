using ImageSearch.Cli.Screen;
using ImageSearch.Engine;
using ImageSearch.Engine.Models;

namespace ImageSearch.Cli.Libraries;

/// <summary>The models of a data directory. Only deleting opens its library.</summary>
/// <param name="open">Opens the library; returns null if there is none.</param>
internal sealed class ModelsInProcess(ModelStore store, Func<CancellationToken, Task<ImageLibrary?>> open) : IModelClient
{
    public async Task<ModelListContract> ListAsync(CancellationToken cancellationToken) =>
        new((await store.ListAsync(cancellationToken)).Select(model => model.ToContract()).ToList());

    public Task PullAsync(string id, Advance advance, CancellationToken cancellationToken) =>
        store.PullAsync(id, new Bytes(advance), cancellationToken);

    public async Task<ModelVerificationContract> VerifyAsync(string id, CancellationToken cancellationToken) =>
        (await store.VerifyAsync(id, cancellationToken)).ToContract();

    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        // The library knows which models its spaces need, and a process that has it open must not lose its model file.
        await using var library = await open(cancellationToken);
        if (library is null)
            await store.DeleteAsync(id, cancellationToken);
        else
            await library.Models.DeleteAsync(id, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        store.Dispose();
        return ValueTask.CompletedTask;
    }

    // Not Progress<T>, which would report later and on another thread.
    private sealed class Bytes(Advance advance) : IProgress<PullProgress>
    {
        public void Report(PullProgress value) => advance(value.Received, value.Total);
    }
}
