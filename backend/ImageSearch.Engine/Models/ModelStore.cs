using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Files;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Models;

/// <summary>
/// The models in `models.json`: tells which are present, and fetches, checks and deletes them. Fetched files are kept in a folder beside
/// the library, because the models folder may be read-only. No library needs to be open. Thread-safe.
/// </summary>
/// <param name="modelsDirectory">The folder of `models.json`, relative to the working directory unless absolute.</param>
/// <param name="downloads">Where fetched files are kept, see <see cref="DownloadsOf"/>; created with the first file.</param>
public sealed class ModelStore(
    string modelsDirectory,
    string downloads,
    ModelStoreOptions options,
    ILogger<ModelStore> logger,
    TimeProvider clock) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(options.ConnectSeconds),
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
    });

    /// <summary>The folder of a data directory where fetched models are kept.</summary>
    public static string DownloadsOf(string dataDirectory) => Path.Combine(Path.GetFullPath(dataDirectory), "models");

    /// <summary>Every model, in the order of `models.json`.</summary>
    /// <exception cref="ModelException">The registry is broken.</exception>
    public async Task<IReadOnlyList<StoredModel>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await EntriesAsync(cancellationToken).ConfigureAwait(false)).Select(Describe)];

    /// <exception cref="LibraryException">There is no such model.</exception>
    /// <exception cref="ModelException">The registry is broken.</exception>
    public async Task<StoredModel> FindAsync(string id, CancellationToken cancellationToken) =>
        Describe(await EntryAsync(id, cancellationToken).ConfigureAwait(false));

    /// <summary>Checks whether a model could be fetched, without fetching it.</summary>
    /// <exception cref="LibraryException">There is no such model.</exception>
    /// <exception cref="LibraryException">Fetching is turned off, or no source offers it.</exception>
    public async Task<StoredModel> CheckPullAsync(string id, CancellationToken cancellationToken)
    {
        var model = await FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (model.Installed)
            return model;
        if (options.FetchesNothing)
        {
            throw StoredModel.Conflict(
                "The library runs offline and fetches nothing (Models:Fetch is never). Change that setting, "
                + $"or place {model.Name} in {Path.GetFullPath(downloads)}.");
        }

        if (model.Sources.Count == 0)
            throw StoredModel.Conflict($"models.json names no source for '{id}'. Place its file in {Path.GetFullPath(modelsDirectory)} by hand.");
        return model;
    }

    /// <summary>Fetches a model's file if it is missing. Bytes that arrived before an interruption are not fetched again.</summary>
    /// <exception cref="LibraryException">There is no such model.</exception>
    /// <exception cref="LibraryException">The service is offline, no source offers the file, or another process is fetching it.</exception>
    /// <exception cref="LibraryException">No source delivered it.</exception>
    /// <exception cref="StorageFullException">There is no room for the file.</exception>
    public async Task<StoredModel> PullAsync(string id, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var model = await CheckPullAsync(id, cancellationToken).ConfigureAwait(false);
        if (model.Installed)
            return model;
        var entry = await EntryAsync(id, cancellationToken).ConfigureAwait(false);
        await Pull().RunAsync(entry, TargetOf(entry), progress, cancellationToken).ConfigureAwait(false);
        logger.LogInformation("Fetched {Model}, {Bytes} bytes", entry.Name, entry.Bytes);
        return await FindAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the sources of a model for its file, without fetching it.</summary>
    /// <returns>Null if one offers it; otherwise the reason of each source.</returns>
    /// <exception cref="LibraryException">There is no such model.</exception>
    internal async Task<string?> ProbeAsync(string id, CancellationToken cancellationToken) =>
        await Pull().ProbeAsync(await EntryAsync(id, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>What a model's file will be once it is fetched.</summary>
    /// <exception cref="LibraryException">There is no such model.</exception>
    internal async Task<KnownModel> ExpectedAsync(string id, CancellationToken cancellationToken)
    {
        var entry = await EntryAsync(id, cancellationToken).ConfigureAwait(false);
        return new KnownModel(TargetOf(entry), entry.Sha256.ToLowerInvariant(), entry.Bytes, entry.Id);
    }

    /// <summary>Reads a model's file and compares its checksum.</summary>
    /// <exception cref="LibraryException">There is no such model.</exception>
    /// <exception cref="LibraryException">The file is missing.</exception>
    public async Task<ModelVerification> VerifyAsync(string id, CancellationToken cancellationToken)
    {
        var entry = await EntryAsync(id, cancellationToken).ConfigureAwait(false);
        var path = PathOf(entry, entry.Bytes) ?? PathOf(entry, null)
            ?? throw StoredModel.Conflict($"The file of '{id}' is not there. Fetch it first.");
        var sha256 = await ContentHash.OfFileAsync(path, cancellationToken).ConfigureAwait(false);
        return new ModelVerification(id, path, sha256.Equals(entry.Sha256, StringComparison.OrdinalIgnoreCase), sha256);
    }

    /// <summary>Deletes a fetched or partly fetched file. Other models that share the file lose it too.</summary>
    /// <exception cref="LibraryException">There is no such model.</exception>
    /// <exception cref="LibraryException">A user or the product placed the file, or it is being fetched.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var entry = await EntryAsync(id, cancellationToken).ConfigureAwait(false);
        var target = TargetOf(entry);
        var fetched = File.Exists(target);
        if (!fetched && PathOf(entry, null) is { } placed)
            throw StoredModel.Conflict($"{placed} was not fetched but placed there{(entry.BuiltIn ? ", with the product" : "")}. Delete it by hand.");
        if (File.Exists(PartialFile.PathFor(target, entry.Sha256)))
        {
            using var partial = await PartialFile.OpenAsync(target, entry.Sha256, 0, cancellationToken).ConfigureAwait(false);
            partial.Discard();
        }

        if (fetched)
            File.Delete(target);
    }

    /// <summary>The ids of all models with the same file, including this one.</summary>
    /// <exception cref="LibraryException">There is no such model.</exception>
    internal async Task<IReadOnlyList<string>> SharingAsync(string id, CancellationToken cancellationToken)
    {
        var file = (await EntryAsync(id, cancellationToken).ConfigureAwait(false)).File;
        return [.. (await EntriesAsync(cancellationToken).ConfigureAwait(false)).Where(entry => entry.File == file).Select(entry => entry.Id)];
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<RegistryEntry>> EntriesAsync(CancellationToken cancellationToken) =>
        (await ModelRegistry.ReadAsync(Path.GetFullPath(modelsDirectory), cancellationToken).ConfigureAwait(false)).Entries;

    private async Task<RegistryEntry> EntryAsync(string id, CancellationToken cancellationToken) =>
        (await EntriesAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(entry => entry.Id == id) ?? throw StoredModel.NotFound(id);

    private StoredModel Describe(RegistryEntry entry)
    {
        var partial = new FileInfo(PartialFile.PathFor(TargetOf(entry), entry.Sha256));
        return new StoredModel(
            entry.Id, entry.Name, entry.BuiltIn, entry.Bytes, entry.Input.Width, entry.Output.Dimension, entry.Licence, entry.Sources,
            PathOf(entry, entry.Bytes), partial.Exists ? partial.Length : 0, entry.Recommended);
    }

    private ModelPull Pull() => new(new ModelSource(_http, TimeSpan.FromSeconds(options.StallSeconds), clock), logger);

    private string TargetOf(RegistryEntry entry) => Path.Combine(Path.GetFullPath(downloads), entry.File);

    private string? PathOf(RegistryEntry entry, long? bytes) => new[] { modelsDirectory, downloads }
        .Select(directory => new FileInfo(Path.Combine(Path.GetFullPath(directory), entry.File)))
        .FirstOrDefault(file => file.Exists && (bytes is null || file.Length == bytes))?.FullName;
}
