using ImageSearch.Tests.Api;
using ImageSearch.Tests.Embedding;

namespace ImageSearch.Tests.Cli;

/// <summary>Tests of the command line, each with an empty library: on a data directory in process, or behind a real server.</summary>
internal abstract class CliFixture(bool onServer)
{
    private Service? _service;

    /// <summary>A folder of the test's own, for pictures.</summary>
    protected string Folder { get; private set; } = "";

    protected bool OnServer => onServer;

    /// <summary>The library's data directory if the library is opened in process.</summary>
    protected string Data => Path.Combine(Folder, "data");

    /// <summary>Where the library or the server keeps fetched models.</summary>
    protected string Downloads => Path.Combine(_service?.Data ?? Data, "models");

    /// <summary>The folder of `models.json`, which a test may write.</summary>
    protected string Models => Path.Combine(_service?.Folder ?? Folder, "models");

    protected string Model { get; private set; } = "";

    /// <summary>The options that name the library.</summary>
    protected string[] Library { get; private set; } = [];

    [SetUp]
    public void Begin()
    {
        Folder = Directory.CreateTempSubdirectory("imagesearch-cli-").FullName;
        Model = TestModels.Write(Path.Combine(Folder, "models"));
        Library = ["--data", Data, "--model", Model];
        if (!onServer)
            return;
        _service = new Service(settings: ("Library:ImportRoots:0", Folder)).OnSocket();
        Library = ["--server", _service.ClientOptions.BaseAddress.ToString()];
    }

    [TearDown]
    public async Task EndAsync()
    {
        if (_service is not null)
        {
            // The server is still closing its library after it was disposed; the folder must exist until then.
            await _service.Library.DisposeAsync();
            await _service.DisposeAsync();
        }

        _service = null;
        Directory.Delete(Folder, recursive: true);
    }

    protected Task<CliAnswer> RunAsync(params string[] arguments) => CommandLineRun.RunAsync([.. arguments, .. Library]);

    /// <summary>Writes a picture that is unlike those of other seeds.</summary>
    protected string Picture(string name, int seed) => Write(name, Imaging.TestImages.Png(24, 24, seed));

    protected string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, "photos", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Adds pictures by seed; their ids are 1, 2, 3 and so on.</summary>
    protected async Task FillAsync(params int[] seeds)
    {
        var files = seeds.Select(seed => Picture($"picture-{seed}.png", seed)).ToArray();
        Assert.That((await RunAsync(["add", .. files])).ExitCode, Is.Zero);
    }
}
