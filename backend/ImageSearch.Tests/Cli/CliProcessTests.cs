using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Tests.Api;

namespace ImageSearch.Tests.Cli;

/// <summary>The built program itself, as a process. Starting one costs a second, so there are few.</summary>
internal sealed partial class CliProcessTests() : CliFixture(onServer: false)
{
    private const int Interrupt = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Process_Piped_WritesNothingButItsAnswerToTheOutput()
    {
        await FillAsync(1, 2);

        using var process = Start(["list", .. Library]);
        var (output, errors) = (await process.StandardOutput.ReadToEndAsync(), await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);

        Assert.That(process.ExitCode, Is.Zero, errors);
        Assert.That(output.Split('\n')[0], Is.EqualTo("id\tname\tcategory\ttags\tsize\tbytes\tadded\tstatus"));
        Assert.That(output.Split('\n'), Has.Length.EqualTo(4));
        Assert.That(output, Does.Not.Contain('\u001b'));
        Assert.That(errors, Is.EqualTo("2 in all\n"));
    }

    [Test]
    public async Task Process_Interrupted_Ends130()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var process = Start(["stats", "--server", $"http://{silent.LocalEndpoint}"]);
        using var connection = await silent.AcceptTcpClientAsync().WaitAsync(Patience);

        Assert.That(Signal(process.Id, Interrupt), Is.Zero);
        await process.WaitForExitAsync().WaitAsync(Patience);

        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(await process.StandardError.ReadToEndAsync(), Does.Contain("Stopped."));
    }

    [Test]
    public async Task Process_DirectoryThatAServiceHolds_SaysSo()
    {
        using var held = DataDirectory.Open(Data);

        using var process = Start(["add", Picture("a.png", 1), .. Library]);
        await process.WaitForExitAsync().WaitAsync(Patience);

        Assert.That(process.ExitCode, Is.EqualTo(4));
        Assert.That(await process.StandardError.ReadToEndAsync(), Does.Contain("--server http://127.0.0.1:8000"));
    }

    // A shell's background job ignores the interrupt, and its child processes inherit that, including these tests and their program.
    private static Process Start(IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "imagesearch.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
