using System.Diagnostics;
using ImageSearch.BrowserTests.Stack;

namespace ImageSearch.BrowserTests.Script;

/// <summary>How fast <c>./run up</c> starts and ends. No other test may run meanwhile, not even of another project.</summary>
[TestFixture, NonParallelizable, Category("Alone")]
internal sealed class RunUpTimeTests : RunUpFixture
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    [TestCase(Signals.Terminate, true)]
    [TestCase(Signals.Terminate, false)]
    [TestCase(Signals.Interrupt, true)]
    [CancelAfter(180_000)]
    public async Task Up_AskedToStop_EndsBothWithinFiveSeconds(int signal, bool wholeGroup, CancellationToken cancellationToken)
    {
        var stack = await RunningAsync(cancellationToken);
        // An open event stream delays a web server's shutdown.
        using var client = new HttpClient { BaseAddress = stack.Page };
        using var stream = await client.GetAsync("api/v1/events", HttpCompletionOption.ResponseHeadersRead, cancellationToken);

        var clock = Stopwatch.StartNew();
        Signals.Send(wholeGroup ? -stack.Script.Id : stack.Script.Id, signal);
        await stack.Script.WaitForEndAsync(cancellationToken);

        Assert.That(clock.Elapsed, Is.LessThan(FiveSeconds));
        await stack.AssertSilentAsync(cancellationToken);
    }

    [Test, CancelAfter(180_000)]
    public async Task Up_StalePidFiles_StartsQuicklyAndSparesTheStranger(CancellationToken cancellationToken)
    {
        var stack = await RunningAsync(cancellationToken);
        using var stranger = Process.Start("sleep", "300");
        Signals.SendToGroup(stack.Script.Id, Signals.Kill);
        await stack.Script.WaitForEndAsync(cancellationToken);
        foreach (var name in new[] { "run.pid", "nginx.pid" })
            await File.WriteAllTextAsync(Path.Combine(Checkout.RunFolder(stack.Port), name), $"{stranger.Id} 1\n", cancellationToken);
        await stack.WaitUntilSilentAsync(cancellationToken);

        var (exitCode, output) = await RunScript.CallAsync(cancellationToken, "down", $"--port={stack.Port}");
        Assert.That((exitCode, output), Is.EqualTo((0, "nothing is running\n")).Using<(int, string)>(SameIgnoringBlankEnds));
        var clock = Stopwatch.StartNew();
        await stack.RestartAsync(cancellationToken);

        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)), "nothing has changed since, so nothing is built");
        Assert.That(stranger.HasExited, Is.False);
        stranger.Kill();
    }

    private static bool SameIgnoringBlankEnds((int Code, string Text) one, (int Code, string Text) two) =>
        one.Code == two.Code && one.Text.Trim() == two.Text.Trim();
}
