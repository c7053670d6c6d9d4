using System.Globalization;
using ImageSearch.BrowserTests.Stack;

namespace ImageSearch.BrowserTests.Script;

/// <summary>The options that <c>./run</c> refuses before it changes anything, and its messages.</summary>
[TestFixture]
internal sealed class RunOptionsTests
{
    [TestCase("fly", "'fly' is not a verb")]
    [TestCase("up --fast", "'--fast' is not known here")]
    [TestCase("down --data x", "'--data' is not known here")]
    [TestCase("up --port", "--port needs a value")]
    [TestCase("up --port --offline", "--port needs a value")]
    [TestCase("up --port 65536", "--port takes a number from 1 to 65535, not '65536'")]
    [TestCase("up --api-port 80a", "--api-port takes a number from 1 to 65535, not '80a'")]
    [TestCase("up --port 5000 --api-port=5000", "must differ")]
    [TestCase("up --detach=yes", "--detach takes no value")]
    [CancelAfter(180_000)]
    public async Task Run_Misused_ExitsWithTwoAndSaysWhy(string line, string sentence, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunScript.CallAsync(cancellationToken, line.Split(' '));

        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(output, Does.Contain(sentence).And.Contain("./run help"));
    }

    [TestCase("--port", "--api-port")]
    [TestCase("--api-port", "--port")]
    [CancelAfter(180_000)]
    public async Task Up_PortBusy_NamesThePortAndTheOption(string option, string other, CancellationToken cancellationToken)
    {
        using var stranger = Ports.Listen();
        var busy = Ports.NumberOf(stranger).ToString(CultureInfo.InvariantCulture);
        var free = Ports.FreePair().Page.ToString(CultureInfo.InvariantCulture);

        var (exitCode, output) = await RunScript.CallAsync(cancellationToken, "up", "--quiet", option, busy, other, free);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain($"port {busy} is busy").And.Contain($"another port with {option} "));
    }

    [Test, CancelAfter(180_000)]
    public async Task Up_ModelMissing_SaysWhere(CancellationToken cancellationToken)
    {
        var (port, apiPort) = Ports.FreePair();

        var (exitCode, output) = await RunScript.CallAsync(
            cancellationToken, "up", $"--port={port}", $"--api-port={apiPort}", "--model", "/nowhere/model.onnx");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain("there is no model at /nowhere/model.onnx").And.Contain("--model"));
    }

    [Test, CancelAfter(180_000)]
    public async Task Up_ImportRootMissing_SaysWhere(CancellationToken cancellationToken)
    {
        var (port, apiPort) = Ports.FreePair();

        var (exitCode, output) = await RunScript.CallAsync(
            cancellationToken, "up", $"--port={port}", $"--api-port={apiPort}", "--import-root", "/", "--import-root", "/nowhere");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain("/nowhere is not a folder").And.Contain("--import-root"));
    }

    [Test, CancelAfter(180_000)]
    public async Task Help_Asked_ListsEveryVerb(CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunScript.CallAsync(cancellationToken, "help");

        Assert.That(exitCode, Is.Zero);
        foreach (var verb in new[] { "up", "down", "status", "logs", "test", "bench", "openapi", "clean", "help" })
            Assert.That(output, Does.Match($@"(?m)^{verb} +\w"));
    }
}
