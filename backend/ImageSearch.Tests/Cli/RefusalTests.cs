using ImageSearch.Engine.Local.Files;

namespace ImageSearch.Tests.Cli;

internal sealed class RefusalTests() : CliFixture(onServer: false)
{
    [TestCase("bogus", "bogus")]
    [TestCase("similar x", "x")]
    [TestCase("similar x1", "similar takes a whole number, not \"x1\"")]
    [TestCase("search a.png -k many", "-k takes a whole number, not \"many\"")]
    [TestCase("search a.png --threshold x", "--threshold takes a number from 0 to 1")]
    [TestCase("list --limit 1e3", "--limit takes a whole number, not \"1e3\"")]
    [TestCase("rename 1 --to a --start one", "--start takes a whole number, not \"one\"")]
    [TestCase("tag 1 --add ,", "--add TAG,... or --remove TAG,...")]
    [TestCase("search a.png -k 0", "-k takes a whole number from 1 to 100")]
    [TestCase("search a.png --threshold 2", "--threshold takes a number from 0 to 1")]
    [TestCase("search a.png --crop 1,1,1,1", "--crop takes x,y,width,height")]
    [TestCase("list --status odd", "\"odd\" is none of pending, indexed, failed")]
    [TestCase("list --added-after yesterday", "\"yesterday\" is not a date or time")]
    [TestCase("categorize 1", "--to NAME, --from-name or --none")]
    [TestCase("categorize --to dress", "Say which pictures are meant")]
    [TestCase("tag 1 --all --add a", "in one way")]
    [TestCase("tag 1", "--add TAG,... or --remove TAG,...")]
    [TestCase("rename 1", "either --to NAME")]
    [TestCase("rename 1 2 --to a.png", "--pattern names many")]
    [TestCase("completion tcsh", "tcsh")]
    [TestCase("index /no/such/folder", "There is no folder /no/such/folder")]
    [TestCase("import /no/such/folder", "There is no folder /no/such/folder")]
    [TestCase("import /tmp --store move", "move")]
    [TestCase("models", "Say what to do: list, pull, verify, use or delete.")]
    [TestCase("models pull", "models pull --help")]
    [TestCase("models burn x", "burn")]
    public async Task Run_WrongCommandLine_SaysWhatIsWrong(string line, string because) =>
        (await RunAsync(line.Split(' '))).AssertRefused(2, because);

    [Test]
    public async Task Categorize_NoName_SaysHowToTakeTheCategoryAway() =>
        (await RunAsync("categorize", "1", "--to", " ")).AssertRefused(2, "--to takes a name; --none takes the category away");

    [Test]
    public async Task Run_NoLibrary_SaysHowToBeginOne()
    {
        (await RunAsync("list")).AssertRefused(3, $"There is no library in {Data}. Begin one with \"imagesearch index DIR\"");
        Assert.That(Directory.Exists(Data), Is.False);
    }

    [Test]
    public async Task Run_NoModel_SaysWhichIsMissing() =>
        (await CommandLineRun.RunAsync(["add", Picture("a.png", 1), "--data", Data, "--model", Path.Combine(Folder, "none.onnx")])).AssertRefused(
            3,
            "none.onnx");

    [Test]
    public async Task Run_DirectoryInUse_NamesTheWayThroughTheServer()
    {
        await FillAsync(1);
        using var held = DataDirectory.Open(Data);

        (await RunAsync("list")).AssertRefused(
            4,
            "is in use by another ImageSearch process. If a server holds it, talk to that: use --server http://127.0.0.1:8000.");
    }

    [Test]
    public async Task Run_EnvironmentNamesTheLibrary_WorksOnIt()
    {
        await FillAsync(1);

        var answer = await CommandLineRun.RunAsync(["list", "--json", "--model", Model], environment: ("IMAGESEARCH_DATA", Data));

        Assert.That(answer.Json()["total"]!.GetValue<int>(), Is.EqualTo(1));
        (await CommandLineRun.RunAsync(["list"], environment: ("IMAGESEARCH_SERVER", "nonsense"))).AssertRefused(
            2,
            "--server takes an address such as");
        (await RunAsync("list", "--server", "http://127.0.0.1:1")).AssertRefused(2, "A server has its own data directory");
    }

    [Test]
    public async Task Run_Cancelled_Answers130AndTheLibraryStaysUsable()
    {
        await FillAsync(1);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var answer = await CommandLineRun.RunAsync(["index", Path.Combine(Folder, "photos"), .. Library], cancellationToken: cancelled.Token);

        answer.AssertRefused(130, "Stopped.");
        Assert.That((await RunAsync("list", "--json")).Json()["total"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task Run_Help_NamesEveryVerbAndTheExitCodes()
    {
        var help = await CommandLineRun.RunAsync(["--help"]);

        Assert.That(help.ExitCode, Is.Zero);
        foreach (var word in new[] {
            "index",
            "import",
            "add",
            "search",
            "similar",
            "list",
            "categorize",
            "tag",
            "rename",
            "delete",
            "retry",
            "stats",
            "export",
            "embed",
            "models",
            "completion",
            "--server",
            "130 stopped" })
        {
            Assert.That(help.Output, Does.Contain(word));
        }
    }

    [Test]
    public async Task Suggest_TheBeginningOfAVerb_CompletesIt()
    {
        var answer = await CommandLineRun.RunAsync(["[suggest:14]", "imagesearch cat"]);

        Assert.That(answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { "categorize" }));
    }
}
