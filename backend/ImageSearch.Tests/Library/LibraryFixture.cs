using ImageSearch.Engine;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Local;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Pictures;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Imaging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Library;

/// <summary>A whole library in process, with a small random model, on a folder of its own for each test.</summary>
public abstract class LibraryFixture
{
    private readonly List<ImageLibrary> _open = [];

    protected string Folder { get; private set; } = "";

    protected string DataFolder => Path.Combine(Folder, "data");

    [SetUp]
    public void CreateFolder()
    {
        Folder = Directory.CreateTempSubdirectory("imagesearch-").FullName;
        TestModels.Write(Path.Combine(Folder, "models"));
    }

    [TearDown]
    public async Task CloseAndDelete()
    {
        foreach (var library in _open)
            await library.DisposeAsync();
        _open.Clear();
        Directory.Delete(Folder, recursive: true);
    }

    /// <param name="data">By default the test's own data directory.</param>
    /// <param name="model">A file of the test's models folder.</param>
    /// <param name="library">Its limits; by default those of a new library.</param>
    /// <param name="index">Its index; by default unchanged, and flat with cosine for a new library.</param>
    /// <param name="loggers">By default nothing is logged.</param>
    /// <param name="clock">By default the machine's.</param>
    protected async Task<ImageLibrary> OpenAsync(
        string? data = null, string model = "tiny.onnx", LibraryOptions? library = null, IndexOptions? index = null,
        ILoggerFactory? loggers = null, TimeProvider? clock = null)
    {
        var models = Path.Combine(Folder, "models");
        var options = new LocalLibraryOptions
        {
            DataDirectory = data ?? DataFolder,
            Embedding = new EmbeddingOptions {
                ModelPath = Path.Combine(models, model),
                ModelsDirectory = models,
                Device = EmbeddingDevice.Cpu,
                Threads = 1 },
            Library = library ?? new LibraryOptions(),
            Index = index,
        };
        var opened = await LocalLibrary.OpenAsync(
            options, loggers ?? NullLoggerFactory.Instance, clock ?? TimeProvider.System, CancellationToken.None);
        _open.Add(opened);
        return opened;
    }

    /// <summary>A picture that is unlike those of other seeds.</summary>
    protected static byte[] Picture(int seed) => TestImages.Png(24, 24, seed);

    protected static async Task<IReadOnlyList<AddOutcome>> AddAsync(
        ImageLibrary library, AddOptions options, params (string Name, byte[] Content)[] files)
    {
        var spooled = new List<SpooledFile>();
        try
        {
            foreach (var (name, content) in files)
                spooled.Add(await library.Spool.TakeAsync(new MemoryStream(content), name, 1 << 26, CancellationToken.None));
            return await library.Intake.AddAsync(spooled, options, CancellationToken.None);
        }
        finally
        {
            spooled.ForEach(file => file.Dispose());
        }
    }

    protected static async Task<ImageRecord> AddAsync(ImageLibrary library, int seed) =>
        (await AddAsync(library, AddOptions.Default, ($"{seed}.png", Picture(seed))))[0].Image!;

    protected static Task IndexedAsync(ImageLibrary library) =>
        Eventually.TrueAsync(async () => (await library.IndexStatusAsync()).Progress is { Pending: 0, RatePerSecond: 0 }, "everything is embedded");

    /// <summary>Originals on disk, by content.</summary>
    protected static IEnumerable<string> Originals(string data) => Directory
        .EnumerateFiles(Path.Combine(data, "images"), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileNameWithoutExtension(path));
}
