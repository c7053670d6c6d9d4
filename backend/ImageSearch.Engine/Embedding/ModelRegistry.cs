namespace ImageSearch.Engine.Embedding;

/// <summary>The models whose preprocessing and tensors are known: `models.json`.</summary>
public sealed class ModelRegistry
{
    internal const string FileName = "models.json";

    private readonly string _directory;
    private readonly IReadOnlyList<RegistryEntry> _entries;

    private ModelRegistry(string directory, IReadOnlyList<RegistryEntry> entries)
    {
        _directory = directory;
        _entries = entries;
    }

    /// <summary>The places of the models that come with the product, in the order of the file; they need not exist.</summary>
    public IEnumerable<string> BuiltInPaths => _entries.Where(entry => entry.BuiltIn).Select(entry => Path.Combine(_directory, entry.File));

    /// <summary>Reads the registry of a models directory; one without the file knows no model.</summary>
    /// <exception cref="ModelException">The file is there and cannot be used.</exception>
    public static async Task<ModelRegistry> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, FileName);
        return new ModelRegistry(directory, File.Exists(path) ? await RegistryFile.ReadAsync(path, cancellationToken) : []);
    }

    /// <summary>Describes the file at <paramref name="path"/>, known by what it contains; null where the registry does not know it.</summary>
    public ModelDescriptor? Find(string path, string sha256, long bytes)
    {
        var entry = _entries.FirstOrDefault(entry => entry.Sha256.Equals(sha256, StringComparison.OrdinalIgnoreCase));
        if (entry is null)
            return null;
        var preprocessing = new ImagePreprocessing(
            entry.Preprocessing.Resize, entry.Preprocessing.Crop, Channels(entry.Preprocessing.Mean), Channels(entry.Preprocessing.Std));
        return new ModelDescriptor(
            entry.Id, entry.Name, path, sha256, bytes, entry.Licence, entry.Input.Tensor, entry.Input.Layout, entry.Input.Width,
            preprocessing, entry.Output.Tensor, entry.Output.Dimension, entry.Repair, entry.BuiltIn);
    }

    private static ChannelValues Channels(IReadOnlyList<float> values) => new(values[0], values[1], values[2]);
}
