using System.Globalization;
using ImageSearch.Engine.Local.Files;

namespace ImageSearch.BrowserTests.Stack;

/// <summary>The real backend behind the real nginx, run by <c>./run up</c>, with ports and data of their own.</summary>
internal sealed class RunningStack : IAsyncDisposable
{
    /// <summary>The time after which a start has failed; a machine with two busy cores is slow.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly string[] _arguments;
    private readonly DirectoryInfo _folder;

    private RunScript? _script;

    private RunningStack(string[] arguments, DirectoryInfo folder, string data, int port, int apiPort)
    {
        _arguments = arguments;
        _folder = folder;
        DataDirectory = data;
        (Port, ApiPort) = (port, apiPort);
    }

    /// <summary>The call of <c>./run up</c> that runs, or ran last.</summary>
    public RunScript Script => _script ?? throw new InvalidOperationException("This stack has not been started.");

    /// <summary>Whether it has been started and has not ended.</summary>
    public bool IsUp => _script is { HasEnded: false };

    public int Port { get; }

    public int ApiPort { get; }

    public Uri Page => new($"http://127.0.0.1:{Port}/");

    public string DataDirectory { get; }

    /// <summary>The options for <c>./run up</c>.</summary>
    public IReadOnlyList<string> Options => _arguments[1..];

    /// <summary>Starts both on free ports with an empty data directory; returns when the service says that it is ready.</summary>
    /// <param name="model">Path of the ONNX model; null for the small random one.</param>
    /// <param name="data">A data directory that is kept; null for one that is deleted with the stack.</param>
    /// <param name="importRoot">A folder from which pictures may be imported; null for none.</param>
    public static async Task<RunningStack> StartAsync(
        CancellationToken cancellationToken, string? model = null, string? data = null, string? importRoot = null)
    {
        var stack = Prepare(model, data, importRoot);
        try
        {
            await stack.StartAgainAsync(cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Chooses the ports and makes the folder of a stack, and starts nothing.</summary>
    public static RunningStack Prepare(string? model = null, string? data = null, string? importRoot = null)
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
        return new RunningStack(arguments, folder, data, port, apiPort);
    }

    /// <summary>Stops both and starts them again on the same ports and data.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        await StartAgainAsync(cancellationToken);
    }

    /// <summary>Stops both; their data is kept.</summary>
    public ValueTask StopAsync() => _script?.DisposeAsync() ?? default;

    /// <summary>Starts both, for the first time or again, on the same ports and data.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        if (_script is { HasEnded: true })
            await _script.DisposeAsync();
        _script = RunScript.Start(_arguments);
        await WaitUntilReadyAsync(cancellationToken);
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
        await StopAsync();
        _folder.Delete(recursive: true);
        var runFolder = Checkout.RunFolder(Port);
        if (Directory.Exists(runFolder))
            Directory.Delete(runFolder, recursive: true);
    }

    private Task WaitUntilReadyAsync(CancellationToken cancellationToken) =>
        Script.WaitForOutputAsync("ImageSearch is ready", cancellationToken);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
