using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Files;

namespace ImageSearch.Tests.Api.Hosting;

/// <summary>The service as a process of its own on a free port, for tests of kills, stops and refused starts.</summary>
internal sealed partial class ServiceProcess : IDisposable
{
    private const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<Uri?> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetPathRoot(Environment.CurrentDirectory),
        };
        // Tests use only servers of their own; a test that has one changes this.
        start.Environment["Models__Fetch"] = "ask";
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_errors, line.Data);
        _process.Exited += (_, _) => _address.TrySetResult(null);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Http { get; } = new() { Timeout = Patience };

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<ServiceProcess> StartAsync(string data, string model, params string[] arguments)
    {
        var service = new ServiceProcess(
            [$"--Storage:DataDirectory={data}", $"--Embedding:ModelPath={model}", "--Embedding:Device=cpu",
                "--urls=http://127.0.0.1:0", .. arguments]);
        service.Http.BaseAddress = await service._address.Task.WaitAsync(Patience);
        Assert.That(service.Http.BaseAddress, Is.Not.Null, $"It did not start: {service.Output}{service.Errors}");
        return service;
    }

    /// <summary>Starts it with only these arguments and waits for its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params IEnumerable<string> arguments)
    {
        using var service = new ServiceProcess(arguments);
        var exitCode = await service.ExitAsync(Patience);
        return (exitCode, service.Output, service.Errors);
    }

    /// <summary>SIGKILL: nothing more is written, flushed or logged.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; returns the exit code, which must come within <paramref name="patience"/>.</summary>
    public Task<int> StopAsync(TimeSpan patience)
    {
        Assert.That(Signal(_process.Id, Terminate), Is.Zero);
        return ExitAsync(patience);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        Http.Dispose();
    }

    private async Task<int> ExitAsync(TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience);
        await _process.WaitForExitAsync(enough.Token);
        return _process.ExitCode;
    }

    private void Take(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
        if (line is not null && Listening().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString().Trim();
    }

    [GeneratedRegex("Now listening on: (http://\\S+)")]
    private static partial Regex Listening();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
