using ImageSearch.Engine.Embedding;
using ImageSearch.Imaging;
using ImageSearch.Tests.Distribution;
using ImageSearch.Tests.Embedding;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Imaging;

/// <summary>
/// Earlier libraries were embedded with pictures decoded by libvips, and are searched with current vectors until they have moved. `Golden/`
/// has files of every format and the 64 pixel squares that libvips 8.18.7 made from them. The current decoders must give nearly the same
/// vectors.
/// </summary>
internal sealed class EarlierDecoderTests
{
    private const string Suffix = ".square.png";

    private static readonly string Folder = Checkout.Path("backend/ImageSearch.Tests/Imaging/Golden");

    private OnnxEmbedder _embedder = null!;

    [OneTimeSetUp]
    public async Task LoadTheBuiltInModel()
    {
        var starter = Path.Combine(ProductFiles.Models, "starter", "starter.onnx");
        var options = new EmbeddingOptions { ModelPath = starter, ModelsDirectory = ProductFiles.Models, Device = EmbeddingDevice.Cpu };
        _embedder = await OnnxEmbedder.CreateAsync(options, new ModelLocator(options), Decode, NullLogger.Instance, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task DisposeTheModel() => await _embedder.DisposeAsync();

    [TestCaseSource(nameof(Files))]
    public async Task Vectors_OfEveryFormat_AreNearlyThoseOfTheEarlierDecoder(string name)
    {
        var now = await EmbedAsync(name);
        var then = await EmbedAsync(name + Suffix);
        Assert.That(now.Zip(then, (a, b) => (double)a * b).Sum(), Is.GreaterThanOrEqualTo(0.999));
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Folder).Where(path => !path.EndsWith(Suffix, StringComparison.Ordinal)).Select(path => Path.GetFileName(path))
            .Order();

    // A golden square is a finished square, so it is only read.
    private static RgbImage Decode(string path, int resize, int crop, CropRegion? region) => path.EndsWith(Suffix, StringComparison.Ordinal)
        ? ImageReader.Decode(path, ImageLimits.Default)
        : ImageReader.DecodeSquare(path, resize, crop, region, ImageLimits.Default);

    private async Task<float[]> EmbedAsync(string name) =>
        (await _embedder.EmbedAsync(Path.Combine(Folder, name), null, EmbeddingPriority.Query, CancellationToken.None)).Vector;
}
