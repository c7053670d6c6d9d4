using System.Security.Cryptography;
using ImageSearch.Engine;
using ImageSearch.Engine.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Models;

/// <summary>A store with one public model, `zoo`, whose sources the test names.</summary>
public abstract class ModelStoreFixture
{
    private readonly List<IAsyncDisposable> _servers = [];
    private ModelStore? _store;

    protected string Folder { get; private set; } = "";

    protected string Downloads => Path.Combine(Folder, "data", "models");

    protected string Target => Path.Combine(Downloads, "zoo.onnx");

    protected byte[] Content { get; private set; } = [];

    [SetUp]
    public void Create()
    {
        Folder = Directory.CreateTempSubdirectory("imagesearch-models-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "models"));
        Content = new byte[300_000];
        new Random(4).NextBytes(Content);
    }

    [TearDown]
    public async Task CloseAndDelete()
    {
        _store?.Dispose();
        _store = null;
        foreach (var server in _servers)
            await server.DisposeAsync();
        _servers.Clear();
        Directory.Delete(Folder, recursive: true);
    }

    private protected FileServer Serve(Func<FileServer.Exchange, Task> answer)
    {
        var server = new FileServer(answer);
        _servers.Add(server);
        return server;
    }

    /// <summary>One server for each answer; they are the model's sources, in this order.</summary>
    private protected ModelStore StoreOf(params Func<FileServer.Exchange, Task>[] answers) =>
        StoreOf([.. answers.Select(answer => $"{Serve(answer).Address}/zoo.onnx")], null);

    private protected ModelStore StoreOf(string[] sources, Action<ModelStoreOptions>? configure)
    {
        Register(sources);
        var options = new ModelStoreOptions { StallSeconds = 0.4 };
        configure?.Invoke(options);
        _store?.Dispose();
        return _store = new ModelStore(Path.Combine(Folder, "models"), Downloads, options, NullLogger<ModelStore>.Instance, TimeProvider.System);
    }

    private protected static Task<StoredModel> PullAsync(ModelStore store) => store.PullAsync("zoo", null, CancellationToken.None);

    private protected static async Task<LibraryException> FailureAsync(ModelStore store) =>
        (await Assert.ThrowsAsync<LibraryException>(() => PullAsync(store)))!;

    private void Register(string[] sources)
    {
        var rest = """
            "input": {"layout": "NCHW", "width": 32, "height": 32},
            "preprocessing": {"resize": 32, "crop": 32, "mean": [0, 0, 0], "std": [1, 1, 1]}, "output": {"dimension": 16}
            """;
        var addresses = string.Join(", ", sources.Select(source => $"\"{source}\""));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Content));
        File.WriteAllText(Path.Combine(Folder, "models", "models.json"), $$"""
            {"models": [
              {"id": "zoo", "name": "Zoo", "file": "zoo.onnx", "bytes": {{Content.Length}},
               "sha256": "{{sha256}}", "licence": "Apache-2.0", "sources": [{{addresses}}], {{rest}}},
              {"id": "own", "name": "Own", "file": "own.onnx", "bytes": 3,
               "sha256": "{{Convert.ToHexStringLower(SHA256.HashData("own"u8))}}", "licence": "MIT", "builtIn": true, {{rest}}}
            ]}
            """);
    }
}
