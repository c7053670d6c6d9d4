namespace ImageSearch.Engine.Embedding;

/// <summary>The models with known preprocessing and tensors: `models.json`.</summary>
public sealed class ModelRegistry
{
    internal const string FileName = "models.json";

    private readonly IReadOnlyList<RegistryEntry> _entries;

    private ModelRegistry(IReadOnlyList<RegistryEntry> entries) => _entries = entries;

    /// <summary>Every model, in the order of the file.</summary>
    internal IReadOnlyList<RegistryEntry> Entries => _entries;

    /// <summary>Reads the registry of a models directory; without the file, the registry is empty.</summary>
    /// <exception cref="ModelException">The file exists and cannot be used.</exception>
    public static async Task<ModelRegistry> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, FileName);
        return new ModelRegistry(File.Exists(path) ? await RegistryFile.ReadAsync(path, cancellationToken).ConfigureAwait(false) : []);
    }

    /// <summary>
    /// Describes the file at <paramref name="path"/>, recognised by its contents; null if the registry does not know it. If several entries
    /// describe the same file with different preprocessing, <paramref name="id"/> chooses one; without it, the first one is used.
    /// </summary>
    public ModelDescriptor? Find(string path, string sha256, long bytes, string? id = null)
    {
        var entries = _entries.Where(entry => entry.Sha256.Equals(sha256, StringComparison.OrdinalIgnoreCase)).ToList();
        var entry = entries.FirstOrDefault(entry => entry.Id == id) ?? entries.FirstOrDefault();
        if (entry is null)
            return null;
        var preprocessing = new ImagePreprocessing(
            entry.Preprocessing.Resize, entry.Preprocessing.Crop, Channels(entry.Preprocessing.Mean), Channels(entry.Preprocessing.Std));
        return new ModelDescriptor(
            entry.Id, entry.Name, path, sha256, bytes, entry.Licence, entry.Input.Tensor, entry.Input.Layout, entry.Input.Width,
            preprocessing, entry.Output.Tensor, entry.Output.Dimension, entry.BuiltIn);
    }

    private static ChannelValues Channels(IReadOnlyList<float> values) => new(values[0], values[1], values[2]);
}
