using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ImageSearch.BrowserTests.Stack;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Models;

namespace ImageSearch.BrowserTests.Script;

/// <summary>How <c>./run up</c> runs and how it ends.</summary>
[TestFixture]
internal sealed class RunUpTests : RunUpFixture
{
    [Test, CancelAfter(180_000)]
    public async Task Up_KilledOutright_LeavesNothingRunning(CancellationToken cancellationToken)
    {
        var stack = await RunningAsync(cancellationToken);

        Signals.Send(stack.Script.Id, Signals.Kill);
        await stack.Script.WaitForEndAsync(cancellationToken);

        await stack.WaitUntilSilentAsync(cancellationToken);
    }

    [Test, CancelAfter(180_000)]
    public async Task Up_PortFreedSoon_WaitsForItAndStarts(CancellationToken cancellationToken)
    {
        var stack = await EndedAsync();
        var ending = new TcpListener(IPAddress.Loopback, stack.ApiPort);
        ending.Start();

        var start = stack.StartAgainAsync(cancellationToken);
        await stack.Script.WaitForOutputAsync($"port {stack.ApiPort} is busy; waiting", cancellationToken);
        ending.Dispose();
        await start;

        Assert.That(await Ports.AnswersAsync(stack.Port, cancellationToken), Is.True);
    }

    [Test, CancelAfter(180_000)]
    public async Task Up_AgainWhileItStops_WaitsForTheFirstAndStarts(CancellationToken cancellationToken)
    {
        var stack = await RunningAsync(cancellationToken);
        await using var first = stack.Script;
        Signals.Send(first.Id, Signals.Terminate);

        await stack.StartAgainAsync(cancellationToken);

        Assert.That(first.HasEnded, Is.True);
        Assert.That(File.Exists(Path.Combine(Checkout.RunFolder(stack.Port), "run.pid")), Is.True, "the first removed its own state alone");
    }

    [Test, CancelAfter(180_000)]
    public async Task Up_BackendDies_StopsThePageAndSaysSo(CancellationToken cancellationToken)
    {
        var stack = await RunningAsync(cancellationToken);

        Signals.Send(Processes.Single($"http://127.0.0.1:{stack.ApiPort}"), Signals.Kill);
        var exitCode = await stack.Script.WaitForEndAsync(cancellationToken);

        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(stack.Script.Output, Does.Contain("the backend has ended by itself"));
        await stack.AssertSilentAsync(cancellationToken);
    }

    [Test, CancelAfter(180_000)]
    public async Task Up_DataDirectoryInUse_ShowsTheBackendsRefusalAndFails(CancellationToken cancellationToken)
    {
        var stack = await RunningAsync(cancellationToken);
        var (port, apiPort) = Ports.FreePair();

        var (exitCode, output) = await RunScript.CallAsync(
            cancellationToken, "up", "--quiet", $"--port={port}", $"--api-port={apiPort}", $"--data={stack.DataDirectory}");

        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(output, Does.Contain("the backend has ended by itself").And.Contain(stack.DataDirectory));
        Assert.That(output, Does.Not.Contain("ImageSearch is ready"));
    }

    [Test, CancelAfter(180_000)]
    public async Task Up_RecommendedModelOnItsWay_SaysSo(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("imagesearch-");
        var content = await File.ReadAllBytesAsync(
            TestModels.Write(Path.Combine(folder.FullName, "elsewhere"), ModelRegistryText.RecommendedDimension, seed: 2), cancellationToken);
        var models = Path.GetDirectoryName(Models.WriteTiny(Path.Combine(folder.FullName, "models")))!;
        await using var source = new FileServer(async exchange =>
        {
            await exchange.HeadAsync("200 OK", $"Content-Length: {content.Length}");
            await exchange.StallAsync();
        });
        ModelRegistryText.WriteRecommended(models, "tiny.onnx", content, $"{source.Address}/zoo.onnx");
        var (port, apiPort) = Ports.FreePair();

        await using (var script = RunScript.Start(
            [("Models__Fetch", "auto"), ("Embedding__ModelsDirectory", models), ("IMAGESEARCH_MODEL", "")],
            ["up", "--quiet", $"--port={port}", $"--api-port={apiPort}", $"--data={Path.Combine(folder.FullName, "data")}"]))
        {
            await script.WaitForOutputAsync("fetching zoo (", cancellationToken);
        }

        folder.Delete(recursive: true);
        Directory.Delete(Checkout.RunFolder(port), recursive: true);
    }

    [Test, CancelAfter(180_000)]
    public async Task Up_Detached_IsListedAndStoppedBesideAnotherInstance(CancellationToken cancellationToken)
    {
        var other = await RunningAsync(cancellationToken);
        await using var stack = RunningStack.Prepare();
        string[] which = [$"--port={stack.Port}"];

        var up = await RunScript.CallAsync(cancellationToken, ["up", "--detach", .. stack.Options]);
        var status = await RunScript.CallAsync(cancellationToken, ["status", .. which]);
        var down = await RunScript.CallAsync(cancellationToken, ["down", .. which]);
        var after = await RunScript.CallAsync(cancellationToken, ["status", .. which]);

        Assert.That(up.ExitCode, Is.Zero, up.Output);
        Assert.That(status.Output, Does.Contain(stack.Page.AbsoluteUri).And.Contain(stack.DataDirectory));
        Assert.That((status.ExitCode, down.ExitCode, after.ExitCode), Is.EqualTo((0, 0, 3)));
        await stack.AssertSilentAsync(cancellationToken);
        Assert.That(await Ports.AnswersAsync(other.Port, cancellationToken), Is.True, "the other instance goes on");
    }
}
