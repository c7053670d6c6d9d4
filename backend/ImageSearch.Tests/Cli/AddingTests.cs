using ImageSearch.Tests.Api;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Cli;

[TestFixture(false)]
[TestFixture(true)]
internal sealed class AddingTests(bool onServer) : CliFixture(onServer)
{
    [Test]
    public async Task Index_AFolder_AddsWhatIsNewAndTellsOfTheRest()
    {
        Picture("dress/a.png", 1);
        Picture("dress/inner/b.png", 2);
        Picture("c.png", 3);
        var bad = Write("bad.jpg", [1, 2, 3]);
        var cut = Write("cut.jpg", TestImages.Truncated(TestImages.Jpeg(300, 300, 9), 0.5));
        Write("notes.txt", [1]);

        var first = (await RunAsync("index", Path.Combine(Folder, "photos"), "--categories", "folder", "--tag", "summer,red", "--json")).Json(
            exitCode: 1);
        Picture("dress/new.png", 4);
        var second = (await RunAsync("index", Path.Combine(Folder, "photos"), "--categories", "folder", "--json")).Json(exitCode: 1);

        Assert.That(first.Members(), Is.EqualTo(new[] { "added", "duplicates", "rejected", "failed", "problems" }));
        Assert.That(first["added"]!.GetValue<int>(), Is.EqualTo(4));
        Assert.That(first.Items("problems").Select(problem => problem.Text("path")), Is.EquivalentTo(new[] { bad, cut }));
        Assert.That(first["failed"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That((second["added"]!.GetValue<int>(), second["duplicates"]!.GetValue<int>()), Is.EqualTo((1, 4)));
        var list = (await RunAsync("list", "--json", "--sort", "name")).Json().Items();
        Assert.That(list.Select(image => image["category"]?.GetValue<string>()), Is.EqualTo(new[] { "dress", "inner", null, null, "dress" }));
        Assert.That(list[0]["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()), Is.EqualTo(new[] { "red", "summer" }));
        Assert.That(list.Select(image => image.Text("status")), Has.Exactly(4).EqualTo("indexed").And.Exactly(1).EqualTo("failed"));
    }

    [Test]
    public async Task Index_CategoriesFromNames_ReadsThem()
    {
        Picture("t-shirt-001.png", 1);
        Picture("t-shirt_2.png", 2);
        Picture("plain.png", 3);

        var answer = await RunAsync("index", Path.Combine(Folder, "photos"), "--categories", "prefix");

        Assert.That((answer.ExitCode, answer.Output), Is.EqualTo((0, "3 added, 0 there already, 0 failed\n")));
        Assert.That((await RunAsync("list", "--category", "t-shirt", "--json")).Json()["total"]!.GetValue<int>(), Is.EqualTo(2));
    }

    [Test]
    public async Task Add_GoodAndBadFiles_AnswersForEach()
    {
        var good = Picture("quo\"te é.png", 1);
        var missing = Path.Combine(Folder, "missing.png");

        var answer = (await RunAsync("add", good, missing, "--category", "dress", "--json")).Json(exitCode: 1);
        var again = (await RunAsync("add", good, "--json")).Json();
        var kept = (await RunAsync("add", good, "--keep-duplicates", "--json")).Json();

        Assert.That(answer.Members(), Is.EqualTo(new[] { "results", "added", "duplicates", "rejected" }));
        var results = answer.Items("results");
        Assert.That(results.Select(result => result.Text("name")), Is.EqualTo(new[] { good, missing }));
        Assert.That(results.Select(result => result.Text("outcome")), Is.EqualTo(new[] { "added", "rejected" }));
        Assert.That(results[0]["image"]!.Text("name"), Is.EqualTo("quo\"te é.png"));
        Assert.That(results[0]["image"]!.Text("status"), Is.EqualTo("indexed"));
        Assert.That(results[1]["problem"]!.Text("detail"), Does.StartWith("The file cannot be read"));
        Assert.That(again.Items("results")[0].Text("outcome"), Is.EqualTo("duplicate"));
        Assert.That(kept.Items("results")[0]["image"]!.Id(), Is.EqualTo(2));
    }

    [Test]
    public async Task Retry_FailedPictures_AreTriedAgain()
    {
        var cut = Write("cut.jpg", TestImages.Truncated(TestImages.Jpeg(300, 300, 9), 0.5));
        Assert.That((await RunAsync("add", cut)).ExitCode, Is.EqualTo(1));

        var retried = (await RunAsync("retry", "--json")).Json();

        Assert.That(retried["changed"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That((await RunAsync("list", "--status", "failed", "--json")).Json()["total"]!.GetValue<int>(), Is.EqualTo(1));
    }
}
