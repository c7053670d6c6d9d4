using System.Globalization;
using ImageSearch.Engine.Local.Files;

namespace ImageSearch.BrowserTests.Stack;

/// <summary>The real backend behind the real nginx, started by <c>./run up</c>, with ports and data of their own.</summary>
internal sealed class RunningStack : IAsyncDisposable
{
    /// <summary>The time after which a start has failed; a machine with two busy cores is slow.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly string[] _arguments;
    private readonly DirectoryInfo _folder;

    private RunningStack(RunScript script, string[] arguments, DirectoryInfo folder, string data, int port, int apiPort)
    {
        Script = script;
        _arguments = arguments;
        _folder = folder;
        DataDirectory = data;
        (Port, ApiPort) = (port, apiPort);
    }

    public RunScript Script { get; private set; }

    public int Port { get; }

    public int ApiPort { get; }

    public Uri Page => new($"http://127.0.0.1:{Port}/");

    public string DataDirectory { get; }

    /// <summary>Starts both on free ports with an empty data directory; returns when the service says that it is ready.</summary>
    /// <param name="model">Path of the ONNX model; null for the small random one.</param>
    /// <param name="data">A data directory that is kept; null for one that is deleted with the stack.</param>
    /// <param name="importRoot">A folder from which pictures may be imported; null for none.</param>
    public static async Task<RunningStack> StartAsync(
        CancellationToken cancellationToken, string? model = null, string? data = null, string? importRoot = null)
    {
        var (port, apiPort) = Ports.FreePair();
        var folder = Directory.CreateTempSubdirectory("imagesearch-");
        data ??= Path.Combine(folder.FullName, "data");
        string[] arguments =
        [
            "up", "--quiet", "--port", Text(port), "--api-port", Text(apiPort),
            "--data", data,
            "--model", model ?? Models.WriteTiny(folder.FullName),
            .. importRoot is null ? Array.Empty<string>() : ["--import-root", importRoot],
        ];
        var stack = new RunningStack(RunScript.Start(arguments), arguments, folder, data, port, apiPort);
        try
        {
            await stack.WaitUntilReadyAsync(cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops both and starts them again on the same ports and data.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        await StartAgainAsync(cancellationToken);
    }

    /// <summary>Stops both; their data is kept.</summary>
    public ValueTask StopAsync() => Script.DisposeAsync();

    /// <summary>Starts both again on the same ports and data.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken)
    {
        Script = RunScript.Start(_arguments);
        return WaitUntilReadyAsync(cancellationToken);
    }

    /// <summary>Fails if anything answers on one of the stack's ports.</summary>
    public async Task AssertSilentAsync(CancellationToken cancellationToken)
    {
        foreach (var port in new[] { Port, ApiPort })
            Assert.That(await Ports.AnswersAsync(port, cancellationToken), Is.False, $"something still answers on {port}");
    }

    /// <summary>Waits until nothing answers on the stack's ports.</summary>
    public async Task WaitUntilSilentAsync(CancellationToken cancellationToken)
    {
        while (await Ports.AnswersAsync(Port, cancellationToken) || await Ports.AnswersAsync(ApiPort, cancellationToken))
            await Task.Delay(100, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Script.DisposeAsync();
        _folder.Delete(recursive: true);
        var runFolder = Checkout.RunFolder(Port);
        if (Directory.Exists(runFolder))
            Directory.Delete(runFolder, recursive: true);
    }

    private Task WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        Script.WaitForOutputAsync("ImageSearch is ready", cancellationToken);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
