using ImageSearch.Tests.Api;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Cli;

[TestFixture(false)]
[TestFixture(true)]
internal sealed class ImportingTests(bool onServer) : CliFixture(onServer)
{
    private string Photos => Path.Combine(Folder, "photos");

    [Test]
    public async Task Import_AFolderAgain_TellsWhatIsNewMovedAndGone()
    {
        Picture("t-shirt-001.png", 1);
        var moves = Picture("in/hat_2.png", 2);
        var goes = Picture("plain.png", 3);
        Write("bad.jpg", [1, 2, 3]);

        var first = (await RunAsync("import", Photos, "--categories", "prefix", "--tag", "summer,red", "--json")).Json(exitCode: 1);
        File.Move(moves, Path.Combine(Photos, "hat_3.png"));
        File.Delete(goes);
        File.Delete(Path.Combine(Photos, "bad.jpg"));
        Picture("new.png", 4);
        var second = await RunAsync("import", Photos);

        Assert.That(first.Members(), Is.EqualTo(new[] { "added", "unchanged", "moved", "duplicates", "vanished", "failed", "failures" }));
        Assert.That((first["added"]!.GetValue<int>(), first["failed"]!.GetValue<int>()), Is.EqualTo((3, 1)));
        Assert.That(first.Items("failures").Single().Text("name"), Is.EqualTo("bad.jpg"));
        Assert.That((second.ExitCode, second.Output), Is.EqualTo((0, "1 added, 1 unchanged, 1 moved, 0 there already, 1 vanished, 0 failed\n")));
        Assert.That(second.Errors, Does.StartWith("plain.png: "));
        var list = (await RunAsync("list", "--json", "--sort", "name")).Json().Items();
        Assert.That(list.Select(image => image["category"]?.GetValue<string>()), Is.EqualTo(new[] { "hat", null, null, "t-shirt" }));
        Assert.That(list.Select(image => image.Text("status")), Is.All.EqualTo("indexed"));
        Assert.That(list[0]["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()), Is.EqualTo(new[] { "red", "summer" }));
    }

    [Test]
    public async Task Import_References_KeepsTheOriginalsWhereTheyAre()
    {
        var picture = Picture("a.png", 1);
        Picture("in/b.png", 2);

        var answer = (await RunAsync("import", Photos, "--store", "reference", "--no-recursive", "--json")).Json();
        var there = (await RunAsync("list", "--json")).Json().Items().Single();
        File.Delete(picture);
        var gone = (await RunAsync("list", "--json")).Json().Items().Single();

        Assert.That(answer["added"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That((there["source"]!.Text("path"), there["source"]!.Text("state")), Is.EqualTo((picture, "present")));
        Assert.That(gone["source"]!.Text("state"), Is.EqualTo("missing"));
    }

    [Test]
    public async Task Import_PicturesThatCannotBeEmbedded_SaysWhereToLook()
    {
        Write("cut.jpg", TestImages.Truncated(TestImages.Jpeg(300, 300, 9), 0.5));

        var answer = await RunAsync("import", Photos);

        Assert.That((answer.ExitCode, answer.Output), Is.EqualTo((1, "1 added, 0 unchanged, 0 moved, 0 there already, 0 vanished, 0 failed\n")));
        Assert.That(answer.Errors, Does.Contain("1 picture could not be embedded. \"imagesearch list --status failed\""));
    }

    [Test]
    public async Task Import_AFolderThatIsNone_SaysSo() =>
        (await RunAsync("import", Path.Combine(Folder, "none"))).AssertRefused(2, $"There is no folder {Path.Combine(Folder, "none")}");
}
