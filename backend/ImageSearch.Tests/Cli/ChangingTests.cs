using ImageSearch.Tests.Api;

namespace ImageSearch.Tests.Cli;

[TestFixture(false)]
[TestFixture(true)]
internal sealed class ChangingTests(bool onServer) : CliFixture(onServer)
{
    [Test]
    public async Task Categorize_ByIdFilterAndName_ChangesThose()
    {
        await FillAsync(1, 2, 3);

        var byId = (await RunAsync("categorize", "1", "2", "99", "--to", "dress", "--json")).Json(exitCode: 1);
        var byFilter = (await RunAsync("categorize", "--uncategorized", "--from-name", "--json")).Json();
        var none = (await RunAsync("categorize", "2", "--none", "--json")).Json();

        Assert.That(byId.ToJsonString(), Is.EqualTo("""{"changed":2,"missing":1}"""));
        Assert.That(byFilter["changed"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(none["changed"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(await CategoriesAsync(), Is.EqualTo(new[] { "dress", null, "picture" }));
    }

    [Test]
    public async Task Tag_AddAndRemove_ChangesTheTags()
    {
        await FillAsync(1, 2);

        await RunAsync("tag", "--all", "--add", "a,b");
        var removed = await RunAsync("tag", "--tag", "a", "--name", "picture-2", "--remove", "a", "--add", "c");

        Assert.That((removed.ExitCode, removed.Output), Is.EqualTo((0, "1 tagged\n")));
        var tags = (await RunAsync("list", "--json")).Json().Items().Select(image => string.Join(',', image["tags"]!.AsArray()));
        Assert.That(tags, Is.EqualTo(new[] { "a,b", "b,c" }));
    }

    [Test]
    public async Task Rename_OneAndMany_ChangesTheNames()
    {
        await FillAsync(1, 2, 3);

        var many = (await RunAsync("rename", "--all", "--pattern", "look_{number:3}", "--start", "7", "--json")).Json();
        var one = (await RunAsync("rename", "2", "--to", "../best.png", "--json")).Json();

        Assert.That(many["changed"]!.GetValue<int>(), Is.EqualTo(3));
        Assert.That(one.Text("name"), Is.EqualTo("best.png"));
        var names = (await RunAsync("list", "--json")).Json().Items().Select(image => image.Text("name"));
        Assert.That(names, Is.EqualTo(new[] { "look_007.png", "best.png", "look_009.png" }));
        (await RunAsync("rename", "9", "--to", "x.png")).AssertRefused(1, "There is no picture 9");
        (await RunAsync("rename", "--all", "--pattern", "{what}")).AssertRefused(2, "A pattern may contain");
    }

    [Test]
    public async Task Delete_WithoutATerminal_WantsYes()
    {
        await FillAsync(1, 2, 3);

        (await RunAsync("delete", "--all")).AssertRefused(2, "add --yes");
        var deleted = await RunAsync("delete", "1", "3", "--yes");

        Assert.That((deleted.ExitCode, deleted.Output), Is.EqualTo((0, "2 deleted\n")));
        Assert.That((await RunAsync("list", "--json")).Json().Items().Select(image => image.Id()), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task Delete_Asked_DoesWhatIsAnswered()
    {
        await FillAsync(1, 2);

        var no = await CommandLineRun.RunAsync(["delete", "--name", "picture-1", .. Library], input: "n");
        var yes = await CommandLineRun.RunAsync(["delete", "--name", "picture-1", .. Library], input: "y");

        Assert.That(no.ExitCode, Is.EqualTo(1));
        Assert.That(no.Errors, Does.Contain("Delete 1 picture, originals included? [y/N]").And.Contain("Nothing was deleted."));
        Assert.That((yes.ExitCode, yes.Output), Is.EqualTo((0, "1 deleted\n")));
    }

    private async Task<IEnumerable<string?>> CategoriesAsync() =>
        (await RunAsync("list", "--json")).Json().Items().Select(image => image["category"]?.GetValue<string>());
}
