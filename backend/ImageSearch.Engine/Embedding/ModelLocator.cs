using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ImageSearch.Engine.Embedding;

/// <summary>
/// Finds the model: the path that was given (`Embedding:ModelPath`, then the variable `IMAGESEARCH_MODEL`), `resnet50.onnx` in the models
/// directory, a built-in model. A path that was given and does not work is an error, never a reason to look further.
/// </summary>
public sealed class ModelLocator(EmbeddingOptions options, Func<string, string?> environment)
{
    public const string Variable = "IMAGESEARCH_MODEL";

    private const string DefaultFile = "resnet50.onnx";

    // hashing 94 MB takes a tenth of a second: worth keeping for as long as the file stays as it is
    private readonly ConcurrentDictionary<(string Path, long Bytes, DateTime Modified), string> _hashes = new();

    public ModelLocator(EmbeddingOptions options)
        : this(options, Environment.GetEnvironmentVariable)
    {
    }

    /// <summary>Whether the settings or the environment name the model.</summary>
    public bool IsGiven => !string.IsNullOrWhiteSpace(options.ModelPath) || !string.IsNullOrWhiteSpace(environment(Variable));

    /// <exception cref="ModelException">There is no model, or it cannot be read, or the registry is broken.</exception>
    public async Task<ModelFile> LocateAsync(CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(options.ModelsDirectory);
        var registry = await ModelRegistry.ReadAsync(directory, cancellationToken);
        var path = Given() ?? FirstOf([Path.Combine(directory, DefaultFile), .. registry.BuiltInPaths]) ?? throw new ModelException(
            $"No model was found. Place one at {Path.Combine(directory, DefaultFile)}, or name one with --model FILE, "
            + $"the setting Embedding:ModelPath or the variable {Variable}.");
        return await DescribeAsync(path, registry, cancellationToken);
    }

    /// <summary>Describes the file at <paramref name="path"/> by its contents.</summary>
    /// <exception cref="ModelException">It cannot be read, or the registry is broken.</exception>
    public async Task<ModelFile> DescribeAsync(string path, CancellationToken cancellationToken) => await DescribeAsync(
        Path.GetFullPath(path), await ModelRegistry.ReadAsync(Path.GetFullPath(options.ModelsDirectory), cancellationToken), cancellationToken);

    private async Task<ModelFile> DescribeAsync(string path, ModelRegistry registry, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileInfo(path);
            var sha256 = await HashAsync(file, cancellationToken);
            return new ModelFile(path, sha256, file.Length, registry.Find(path, sha256, file.Length));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"The model {path} cannot be read: {exception.Message} Check the file and its permissions.", exception);
        }
    }

    private string? Given()
    {
        if (!string.IsNullOrWhiteSpace(options.ModelPath))
            return Existing(options.ModelPath, "Embedding:ModelPath (or --model)");
        var variable = environment(Variable);
        return string.IsNullOrWhiteSpace(variable) ? null : Existing(variable, $"the variable {Variable}");
    }

    private static string Existing(string path, string source)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full))
            return full;
        var reason = Directory.Exists(full) ? "which is a folder" : "which does not exist";
        throw new ModelException($"The model {full}, {reason}, is named by {source}. Name an ONNX file there, or remove the setting.");
    }

    private static string? FirstOf(IEnumerable<string> paths) => paths.FirstOrDefault(File.Exists);

    private async Task<string> HashAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var key = (file.FullName, file.Length, file.LastWriteTimeUtc);
        if (_hashes.TryGetValue(key, out var known))
            return known;
        await using var stream = file.OpenRead();
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        _hashes[key] = sha256;
        return sha256;
    }
}
