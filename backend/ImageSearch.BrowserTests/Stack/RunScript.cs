using System.Diagnostics;
using System.Text;

namespace ImageSearch.BrowserTests.Stack;

/// <summary>One call of <c>./run</c> in a process group of its own, as in a terminal. Disposing ends the group.</summary>
internal sealed class RunScript : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private bool _disposed;

    private RunScript(Process process)
    {
        _process = process;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _disposed || _process.HasExited;

    /// <summary>The output of the script so far, on both of its streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static RunScript Start(params string[] arguments) => Start([], arguments);

    /// <param name="environment">Variables and their values.</param>
    public static RunScript Start((string Name, string Value)[] environment, string[] arguments)
    {
        // setsid runs the script without a fork, so that the process is the leader of its group.
        var start = new ProcessStartInfo("setsid", ["./run", .. arguments])
        {
            WorkingDirectory = Checkout.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Tests request no models from any server.
        start.Environment["Models__Fetch"] = "ask";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new RunScript(Process.Start(start)!);
    }

    /// <summary>Starts the script and waits for its end.</summary>
    public static async Task<(int ExitCode, string Output)> CallAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        await using var script = Start(arguments);
        return (await script.WaitForEndAsync(cancellationToken), script.Output);
    }

    public async Task<int> WaitForEndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Waits for a text; if the script ends without it, the test fails with all of the output.</summary>
    public async Task WaitForOutputAsync(string text, CancellationToken cancellationToken)
    {
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (HasEnded)
                throw new InvalidOperationException($"./run ended without saying '{text}'. It said:\n{Output}");
            await Task.Delay(50, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        if (!HasEnded)
        {
            Signals.SendToGroup(Id, Signals.Terminate);
            await _process.WaitForExitAsync();
        }

        _disposed = true;
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.AppendLine(line.Data);
    }
}
