using System.Net;
using System.Net.Sockets;
using ImageSearch.Engine.Local.Files;

namespace ImageSearch.Tests.Api.Hosting;

/// <summary>
/// A failed start is reported in one line on stderr, with exit code 1. All but two tests call the entry point in this process, whose
/// console is shared by all tests.
/// </summary>
[NonParallelizable]
internal sealed class StartRefusalTests : ProcessFixture
{
    [Test]
    public Task Start_NoModel_SaysWhereToPlaceOne() =>
        AssertRefusedAsync("IMAGESEARCH_MODEL", model: "", more: $"--Embedding:ModelsDirectory={Folder}");

    [Test]
    public async Task Start_MissingModel_NamesItAndTheSetting()
    {
        var arguments = Arguments(model: Path.Combine(Folder, "nowhere.onnx"));

        AssertRefusal("Embedding:ModelPath", await EntryPoint.RunAsync(arguments));
        AssertRefusal("Embedding:ModelPath", await ServiceProcess.RunAsync(arguments));
    }

    [Test]
    public async Task Start_BrokenModel_NamesIt([Values(0, 2000)] int length)
    {
        var broken = Path.Combine(Folder, "broken.onnx");
        await File.WriteAllBytesAsync(broken, File.ReadAllBytes(Model)[..length]);

        await AssertRefusedAsync("broken.onnx", model: broken);
    }

    [Test]
    public async Task Start_TextAsModel_NamesIt()
    {
        var text = Path.Combine(Folder, "text.onnx");
        await File.WriteAllTextAsync(text, "this is not a model");

        await AssertRefusedAsync("text.onnx", model: text);
    }

    [Test]
    public Task Start_TypeOfIndexThatDoesNotFit_SaysWhatDoes() => AssertRefusedAsync("use Flat", more: "--Index:Type=PCA64,Flat");

    [TestCase("file")]
    [TestCase("file/below")]
    public async Task Start_DataDirectoryIsNoFolder_SaysSo(string data)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "file"), "");

        await AssertRefusedAsync("Storage:DataDirectory", data: Path.Combine(Folder, data));
    }

    [Test]
    public Task Start_UnwritableDataDirectory_SaysSo() => AssertRefusedAsync("Storage:DataDirectory", data: "/proc/imagesearch");

    [Test]
    public async Task Start_DamagedCatalogue_SaysWhatToDo()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "catalog.db"), new string('x', 8192));

        await AssertRefusedAsync("catalog.db");
    }

    [Test]
    public async Task Start_DataDirectoryOfAnotherProcess_IsRefusedWhileThatOneRuns()
    {
        using var first = await ServiceProcess.StartAsync(Data, Model);
        await AssertRefusedAsync("in use by another");
        Assert.That((await first.Http.ReadAsync("/health/live")).Text("status"), Is.EqualTo("live"));
        await first.KillAsync();

        await using var second = await OpenedService.StartAsync(Data, Model);
    }

    [Test]
    public async Task Start_BusyPort_NamesIt()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await AssertRefusedAsync($"{port}", more: $"--urls=http://127.0.0.1:{port}");
    }

    [TestCase("Upload:MaxFiles", "abc")]
    [TestCase("Upload:MaxFiles", "0")]
    [TestCase("Library:MaxPixels", "0")]
    [TestCase("Library:ImportRoots:0", "photos")]
    [TestCase("Embedding:Device", "gpu")]
    [TestCase("Models:Fetch", "sometimes")]
    [TestCase("Models:Fetch", "7")]
    [TestCase("Embedding:Threads", "1000")]
    [TestCase("Storage:DataDirectory", "")]
    [TestCase("Serilog:MinimumLevel", "loud")]
    [TestCase("urls", "nonsense")]
    public Task Start_BadSetting_NamesIt(string key, string value) =>
        AssertRefusedAsync(key is "urls" or "Serilog:MinimumLevel" ? value : key, more: $"--{key}={value}");

    private async Task AssertRefusedAsync(string named, string? data = null, string? model = null, string? more = null)
    {
        var arguments = Arguments(data, model);
        AssertRefusal(named, await EntryPoint.RunAsync(more is null ? arguments : [.. arguments, more]));
    }

    private string[] Arguments(string? data = null, string? model = null) =>
        [$"--Storage:DataDirectory={data ?? Data}", $"--Embedding:ModelPath={model ?? Model}", "--urls=http://127.0.0.1:0"];

    private static void AssertRefusal(string named, (int ExitCode, string Output, string Errors) answer)
    {
        var (exitCode, output, errors) = answer;
        Assert.That(exitCode, Is.EqualTo(1), output + errors);
        Assert.That(errors, Does.StartWith("ImageSearch cannot start. ").And.Contain(named).And.EndsWith("."));
        Assert.That(errors.Split('\n'), Has.Length.EqualTo(1));
        Assert.That(output, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
    }
}
