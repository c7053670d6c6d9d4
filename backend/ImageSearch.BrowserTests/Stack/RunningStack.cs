using System.Globalization;

namespace ImageSearch.BrowserTests.Stack;

/// <summary>The real backend behind the real nginx, as <c>./run up</c> starts them, on ports and data of their own.</summary>
internal sealed class RunningStack : IAsyncDisposable
{
    private readonly string[] _arguments;
    private readonly DirectoryInfo _folder;

    private RunningStack(RunScript script, string[] arguments, DirectoryInfo folder, int port, int apiPort)
    {
        Script = script;
        _arguments = arguments;
        _folder = folder;
        (Port, ApiPort) = (port, apiPort);
    }

    public RunScript Script { get; private set; }

    public int Port { get; }

    public int ApiPort { get; }

    public Uri Page => new($"http://127.0.0.1:{Port}/");

    public string DataDirectory => Path.Combine(_folder.FullName, "data");

    /// <summary>Starts both on free ports with an empty data directory; returns when the service calls itself ready.</summary>
    /// <param name="model">Path of the ONNX model; null for the small random one.</param>
    public static async Task<RunningStack> StartAsync(CancellationToken cancellationToken, string? model = null)
    {
        var (port, apiPort) = Ports.FreePair();
        var folder = Directory.CreateTempSubdirectory("imagesearch-");
        string[] arguments =
        [
            "up", "--quiet", "--port", Text(port), "--api-port", Text(apiPort),
            "--data", Path.Combine(folder.FullName, "data"),
            "--model", model ?? Models.WriteTiny(folder.FullName),
        ];
        var stack = new RunningStack(RunScript.Start(arguments), arguments, folder, port, apiPort);
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
        await Script.DisposeAsync();
        Script = RunScript.Start(_arguments);
        await WaitUntilReadyAsync(cancellationToken);
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
