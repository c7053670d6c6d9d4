using ImageSearch.Engine.Embedding;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Embedding;

/// <summary>A folder for each test, and embedders over painted pictures that are closed after it.</summary>
public abstract class EmbeddingFixture
{
    private readonly List<OnnxEmbedder> _embedders = [];

    protected string Folder { get; private set; } = "";

    [SetUp]
    public void CreateFolder() => Folder = Directory.CreateTempSubdirectory("imagesearch-").FullName;

    [TearDown]
    public async Task CloseAndDelete()
    {
        foreach (var embedder in _embedders)
            await embedder.DisposeAsync();
        _embedders.Clear();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>An embedder that is closed after the test.</summary>
    private protected async Task<OnnxEmbedder> OpenAsync(
        string? model = null, SquareDecoder? decoder = null, Action<EmbeddingOptions>? configure = null)
    {
        var embedder = await CreateAsync(model, decoder, configure);
        _embedders.Add(embedder);
        return embedder;
    }

    /// <summary>An embedder that the test closes itself.</summary>
    private protected async Task<OnnxEmbedder> CreateAsync(
        string? model = null, SquareDecoder? decoder = null, Action<EmbeddingOptions>? configure = null)
    {
        var options = new EmbeddingOptions { ModelPath = model ?? TestModels.Write(Folder), ModelsDirectory = Folder, Device = EmbeddingDevice.Cpu };
        configure?.Invoke(options);
        var locator = new ModelLocator(options, _ => null);
        return await OnnxEmbedder.CreateAsync(
            options, locator, decoder ?? SyntheticPictures.Decode, NullLogger.Instance, CancellationToken.None);
    }

    private protected static async Task<float[]> VectorAsync(
        IEmbedder embedder, string picture, EmbeddingPriority priority = EmbeddingPriority.Indexing)
    {
        var embedded = await embedder.EmbedAsync(picture, null, priority, CancellationToken.None);
        return embedded.Vector;
    }
}
