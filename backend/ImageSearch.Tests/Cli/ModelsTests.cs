using ImageSearch.Tests.Api;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Models;

namespace ImageSearch.Tests.Cli;

[TestFixture(false)]
[TestFixture(true)]
internal sealed class ModelsTests(bool onServer) : CliFixture(onServer)
{
    private FileServer? _source;

    private byte[] Content { get; set; } = [];

    [SetUp]
    public void MakeModel() => Content = File.ReadAllBytes(TestModels.Write(Path.Combine(Folder, "elsewhere"), seed: 5));

    [TearDown]
    public async Task StopAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        _source = null;
    }

    [Test]
    public async Task Use_AModelThatWasPulled_MovesTheLibrary()
    {
        Offer(exchange => exchange.FileAsync(Content));
        await FillAsync(1, 2);

        var before = (await RunAsync("list", "--json")).Json().Items();
        var pulled = (await RunAsync("pull", "zoo", "--json")).Json();
        var verified = (await RunAsync("verify", "zoo", "--json")).Json();
        var index = (await RunAsync("use", "zoo", "--keep-old", "--json")).Json();

        Assert.That(
            before.Select(model => (model.Text("id"), model["installed"]!.GetValue<bool>())),
            Is.EqualTo(new[] { ("zoo", false), ("zoo-64", false) }));
        Assert.That((pulled["installed"]!.GetValue<bool>(), pulled.Text("path")), Is.EqualTo((true, Path.Combine(Downloads, "zoo.onnx"))));
        Assert.That((verified["sound"]!.GetValue<bool>(), verified.Text("path")), Is.EqualTo((true, Path.Combine(Downloads, "zoo.onnx"))));
        Assert.That((index.Text("model"), index["dimension"]!.GetValue<int>(), index["indexed"]!.GetValue<int>()), Is.EqualTo(("zoo", 32, 2)));
        (await RunAsync("delete", "zoo")).AssertRefused(3, "needs the model 'zoo'");
    }

    [Test]
    public async Task Delete_AModelThatIsNotInUse_TakesTheFileAway()
    {
        Offer(exchange => exchange.FileAsync(Content));
        Assert.That((await RunAsync("pull", "zoo")).Output, Is.EqualTo($"zoo is here: {Path.Combine(Downloads, "zoo.onnx")}\n"));

        var deleted = (await RunAsync("delete", "zoo", "--json")).Json();

        Assert.That(deleted["installed"]!.GetValue<bool>(), Is.False);
        Assert.That(File.Exists(Path.Combine(Downloads, "zoo.onnx")), Is.False);
    }

    [Test]
    public async Task Pull_Stopped_KeepsWhatCameAndGoesOnThere()
    {
        // More than a buffer, so that a part of it is written before the end.
        Content = File.ReadAllBytes(TestModels.Write(Path.Combine(Folder, "elsewhere"), dimension: 400));
        var source = Offer(async exchange =>
        {
            if (exchange.From is not null)
            {
                await exchange.FileAsync(Content);
                return;
            }

            await exchange.HeadAsync("200 OK", $"Content-Length: {Content.Length}");
            await exchange.BodyAsync(Content[..^1000]);
            await exchange.StallAsync();
        });
        using var stop = new CancellationTokenSource();

        var pulling = CommandLineRun.RunAsync(Line("pull", "zoo"), cancellationToken: stop.Token);
        await Eventually.TrueAsync(
            () => Directory.Exists(Downloads) && new DirectoryInfo(Downloads).GetFiles().Any(file => file.Length >= 1 << 16),
            "a part of it came");
        await stop.CancelAsync();
        (await pulling).AssertRefused(130, "The part that arrived is kept");

        var list = (await RunAsync("list")).Output;
        Assert.That((await RunAsync("pull", "zoo")).ExitCode, Is.Zero);
        Assert.That(list, Does.Match("zoo\tZoo\tpartly fetched \\([0-9]+ %\\)\t"));
        Assert.That(source.Requests[^1], Does.Contain("Range: bytes="));
    }

    [Test]
    public async Task Pull_AnotherFileThanItShouldBe_IsRefusedAndSaysWhy()
    {
        Offer(exchange => exchange.FileAsync(new byte[Content.Length]));

        (await RunAsync("pull", "zoo")).AssertRefused(1, "its checksum is not the one in models.json");
        Assert.That((await RunAsync("list", "--json")).Json().Items()[0]["installed"]!.GetValue<bool>(), Is.False);
    }

    [TestCase("pull", "none")]
    [TestCase("pull", "..")]
    [TestCase("verify", "none")]
    [TestCase("use", "none/../x?y")]
    [TestCase("delete", "")]
    public async Task Any_UnknownModel_SaysSo(string verb, string id)
    {
        Offer(exchange => exchange.FileAsync(Content));

        (await RunAsync(verb, id)).AssertRefused(1, "models.json has no model");
    }

    [Test]
    public async Task Verify_AModelThatIsNotHere_SaysHowToFetchIt()
    {
        Offer(exchange => exchange.FileAsync(Content));

        (await RunAsync("verify", "zoo")).AssertRefused(3, "etch it first");
    }

    [Test]
    public async Task Use_AModelThatIsNotHere_FetchesItFirst()
    {
        Offer(exchange => exchange.FileAsync(Content));
        await FillAsync(1, 2);

        var index = (await RunAsync("use", "zoo", "--json")).Json();

        Assert.That((index.Text("model"), index["indexed"]!.GetValue<int>()), Is.EqualTo(("zoo", 2)));
        Assert.That(File.ReadAllBytes(Path.Combine(Downloads, "zoo.onnx")), Is.EqualTo(Content));
    }

    [Test]
    public async Task Use_AModelThatNobodyGives_LeavesTheLibraryAsItIs()
    {
        Offer(exchange => exchange.FileAsync(new byte[Content.Length]));
        await FillAsync(1);

        (await RunAsync("use", "zoo")).AssertRefused(1, "its checksum is not the one in models.json");

        Assert.That((await CommandLineRun.RunAsync(["stats", "--json", .. Library])).Json()["index"]!.Text("model"), Does.StartWith("custom-"));
    }

    [Test]
    public async Task Verify_AFileThatWasChanged_AnswersThatItIsNotSound()
    {
        Offer(exchange => exchange.FileAsync(Content));
        Directory.CreateDirectory(Downloads);
        await File.WriteAllBytesAsync(Path.Combine(Downloads, "zoo.onnx"), new byte[Content.Length]);

        var verified = (await RunAsync("verify", "zoo", "--json")).Json(exitCode: 1);

        Assert.That(verified["sound"]!.GetValue<bool>(), Is.False);
    }

    private FileServer Offer(Func<FileServer.Exchange, Task> answer)
    {
        _source = new FileServer(answer);
        ModelRegistryText.Write(Models, Content, $"{_source.Address}/zoo.onnx");
        return _source;
    }

    private new Task<CliAnswer> RunAsync(params string[] arguments) => CommandLineRun.RunAsync(Line(arguments));

    private string[] Line(params string[] arguments) =>
        ["models", .. arguments, .. Library, .. OnServer ? Array.Empty<string>() : ["--models", Models]];
}
