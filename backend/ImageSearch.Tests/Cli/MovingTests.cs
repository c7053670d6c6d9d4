using ImageSearch.Tests.Api;
using ImageSearch.Tests.Embedding;

namespace ImageSearch.Tests.Cli;

internal sealed class MovingTests() : CliFixture(onServer: false)
{
    [Test]
    public async Task Search_WithAnotherModel_WaitsForTheLibraryToMove([Values("search", "embed")] string verb)
    {
        await FillAsync(1, 2);
        var other = TestModels.Write(Path.Combine(Folder, "models"), dimension: 48, seed: 7, name: "other.onnx");
        var old = (await RunAsync("stats", "--json")).Json();

        var answer = await CommandLineRun.RunAsync([verb, Picture("query.png", 2), "--json", "--data", Data, "--model", other]);
        var now = (await CommandLineRun.RunAsync(["stats", "--json", "--data", Data, "--model", other])).Json();

        Assert.That(answer.Errors, Does.Contain("The library moves to another model"));
        Assert.That((verb == "search" ? answer.Json() : answer.Json().Items()[0]).Text("space"), Is.EqualTo(now["index"]!.Text("space")));
        Assert.That(now["index"]!.Text("space"), Is.Not.EqualTo(old["index"]!.Text("space")));
        Assert.That(now["indexed"]!.GetValue<int>(), Is.EqualTo(2));
    }
}
