using System.Collections.Concurrent;
using ImageSearch.Engine.Files;

namespace ImageSearch.Engine.Embedding;

/// <summary>
/// Finds the model. It tries the given path (`Embedding:ModelPath`, then the variable `IMAGESEARCH_MODEL`), the given id
/// (`Embedding:Model`), `resnet50.onnx` in the models directory or among the downloads, and then a built-in model. If a given model does
/// not work, that is an error; the search does not go on.
/// </summary>
/// <param name="downloads">A second folder with files of the registry, where downloads are kept; null if there is none.</param>
public sealed class ModelLocator(EmbeddingOptions options, Func<string, string?> environment, string? downloads = null)
{
    public const string Variable = "IMAGESEARCH_MODEL";

    private const string DefaultFile = "resnet50.onnx";

    // hashing 94 MB takes a tenth of a second, so the result is kept for as long as the file does not change
    private readonly ConcurrentDictionary<(string Path, long Bytes, DateTime Modified), string> _hashes = new();

    public ModelLocator(EmbeddingOptions options, string? downloads = null)
        : this(options, Environment.GetEnvironmentVariable, downloads)
    {
    }

    /// <summary>Whether the settings or the environment name the model.</summary>
    public bool IsGiven =>
        Named is not null || !string.IsNullOrWhiteSpace(options.Model);

    /// <summary>The path that the settings or the environment name, whether or not the file exists; null if they name none.</summary>
    internal string? GivenPath => Named?.Path;

    private (string Path, string Source)? Named
    {
        get
        {
            if (!string.IsNullOrWhiteSpace(options.ModelPath))
                return (Path.GetFullPath(options.ModelPath), "Embedding:ModelPath (or --model)");
            return environment(Variable) is { } variable && !string.IsNullOrWhiteSpace(variable)
                ? (Path.GetFullPath(variable), $"the variable {Variable}")
                : null;
        }
    }

    /// <exception cref="ModelException">There is no model, or it cannot be read, or the registry is broken.</exception>
    public async Task<ModelFile> LocateAsync(CancellationToken cancellationToken)
    {
        var registry = await ModelRegistry.ReadAsync(Path.GetFullPath(options.ModelsDirectory), cancellationToken).ConfigureAwait(false);
        var path = Given() ?? ById(registry) ?? Default(registry);
        var file = await IdentifyAsync(path, registry, options.Model, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrWhiteSpace(options.Model) || file.Registered?.Id == options.Model
            ? file
            : throw new ModelException(
                $"{path} is not the file that models.json describes as '{options.Model}': its checksum is {file.Sha256}. "
                + "Fetch it again, or remove the setting Embedding:Model.");
    }

    /// <summary>The file of a model that the registry names, for a library that changes to this model.</summary>
    /// <exception cref="ModelException">There is no such model, its file does not exist, or the file has other contents.</exception>
    public Task<ModelFile> LocateAsync(string id, CancellationToken cancellationToken)
    {
        var named = new EmbeddingOptions { Model = id, ModelsDirectory = options.ModelsDirectory };
        return new ModelLocator(named, _ => null, downloads).LocateAsync(cancellationToken);
    }

    /// <summary>Describes the file at <paramref name="path"/> by its contents.</summary>
    /// <param name="id">The entry of the registry to use if several describe this file.</param>
    /// <exception cref="ModelException">The file cannot be read, or the registry is broken.</exception>
    public async Task<ModelFile> DescribeAsync(string path, string? id, CancellationToken cancellationToken) => await IdentifyAsync(
        Path.GetFullPath(path), await ModelRegistry.ReadAsync(Path.GetFullPath(options.ModelsDirectory), cancellationToken)
            .ConfigureAwait(false), id, cancellationToken).ConfigureAwait(false);

    /// <summary>The folders that may contain models; they need not exist.</summary>
    internal IEnumerable<string> Folders => Places("").Select(folder => folder.TrimEnd(Path.DirectorySeparatorChar));

    private async Task<ModelFile> IdentifyAsync(string path, ModelRegistry registry, string? id, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Length > int.MaxValue)
                throw UnusableModel.TooLarge(path, file.Length);
            var sha256 = await HashAsync(file, cancellationToken).ConfigureAwait(false);
            return new ModelFile(path, sha256, file.Length, registry.Find(path, sha256, file.Length, id));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"The model {path} cannot be read: {exception.Message} Check the file and its permissions.", exception);
        }
    }

    private string? ById(ModelRegistry registry)
    {
        if (string.IsNullOrWhiteSpace(options.Model))
            return null;
        var entry = registry.Entries.FirstOrDefault(entry => entry.Id == options.Model) ?? throw new ModelException(
            $"models.json has no model '{options.Model}', only {string.Join(", ", registry.Entries.Select(known => known.Id))}. Name one of them.");
        return FirstOf(Places(entry.File)) ?? throw new ModelException(
            $"The file of the model '{entry.Id}' is not there. Fetch it first, "
            + $"or place it at {Places(entry.File).First()}.");
    }

    private string Default(ModelRegistry registry) =>
        FirstOf([.. Places(DefaultFile), .. registry.Entries.Where(entry => entry.BuiltIn).SelectMany(entry => Places(entry.File))])
        ?? throw new ModelException(
            $"No model was found. Place one at {Places(DefaultFile).First()}, or name one with --model FILE, "
            + $"the setting Embedding:ModelPath or the variable {Variable}.");

    private IEnumerable<string> Places(string file)
    {
        yield return Path.Combine(Path.GetFullPath(options.ModelsDirectory), file);
        if (downloads is not null)
            yield return Path.Combine(Path.GetFullPath(downloads), file);
    }

    private string? Given() => Named is { } named ? Existing(named.Path, named.Source) : null;

    private static string Existing(string path, string source)
    {
        if (File.Exists(path))
            return path;
        var reason = Directory.Exists(path) ? "which is a folder" : "which does not exist";
        throw new ModelException($"The model {path}, {reason}, is named by {source}. Name an ONNX file there, or remove the setting.");
    }

    private static string? FirstOf(IEnumerable<string> paths) => paths.FirstOrDefault(File.Exists);

    private async Task<string> HashAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var key = (file.FullName, file.Length, file.LastWriteTimeUtc);
        if (_hashes.TryGetValue(key, out var known))
            return known;
        return _hashes[key] = await ContentHash.OfFileAsync(file.FullName, cancellationToken).ConfigureAwait(false);
    }
}
