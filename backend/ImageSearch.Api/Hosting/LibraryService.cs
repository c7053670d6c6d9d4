using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Local;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Models;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Hosting;

/// <summary>Opens the library before the server listens and closes it after the last request.</summary>
internal sealed class LibraryService(
    IOptions<StorageOptions> storage,
    IOptions<EmbeddingOptions> embedding,
    IOptions<IndexOptions> index,
    IOptions<LibraryOptions> library,
    IOptions<ModelStoreOptions> models,
    ILoggerFactory loggers,
    TimeProvider clock) : IHostedLifecycleService, IAsyncDisposable
{
    private ImageLibrary? _library;

    /// <summary>The library; null before it is open and after it is closed.</summary>
    public ImageLibrary? Opened => _library;

    public ImageLibrary Library => _library ?? throw new InvalidOperationException("The library is not open.");

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var options = new LocalLibraryOptions
        {
            DataDirectory = storage.Value.DataDirectory,
            Embedding = embedding.Value,
            Index = index.Value,
            Library = library.Value,
            Models = models.Value,
        };
        _library = await LocalLibrary.OpenAsync(options, loggers, clock, cancellationToken);
        await _library.Models.BeginRecommendedAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _library, null) is { } open)
            await open.DisposeAsync();
    }
}
