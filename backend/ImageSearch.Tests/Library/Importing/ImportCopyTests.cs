using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Library.Importing;

public class ImportCopyTests : ImportFixture
{
    [Test]
    public async Task Import_Folder_AddsEveryPictureInIt()
    {
        Put("a.png", 1);
        Put("deep/er/b.png", 2);

        Assert.That(await ImportAsync(Request(tags: ["x"])), Is.EqualTo("added 2"));
        await IndexedAsync(Library);

        Assert.That((await ImagesAsync()).Select(image => (image.Name, image.Category, image.Tags[0], image.Status)), Is.EqualTo(new[]
        {
            ("a.png", null, "x", ImageStatus.Indexed), ("b.png", (string?)null, "x", ImageStatus.Indexed),
        }));
        Assert.That(
            (await ImagesAsync()).Select(image => File.ReadAllBytes(Library.Images.OriginalPath(image))),
            Is.EqualTo(new[] { Picture(1), Picture(2) }));
        Assert.That((await ImagesAsync()).SelectMany(image => image.References), Is.Empty);
    }

    [Test]
    public async Task Import_NotRecursive_LeavesFoldersOut()
    {
        Put("a.png", 1);
        Put("deep/b.png", 2);

        Assert.That(await ImportAsync(Request(recursive: false)), Is.EqualTo("added 1"));
    }

    [Test]
    public async Task Import_Again_ReadsNothingThatIsUnchanged()
    {
        var path = Put("a.png", 1);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        await ImportAsync();
        // Other content with the same size and time: reading it would reveal the difference.
        File.WriteAllBytes(path, new byte[Picture(1).Length]);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        Assert.That(await ImportAsync(), Is.EqualTo("unchanged 1"));
    }

    [Test]
    public async Task Import_FileMoved_KnowsItByItsContent()
    {
        var path = Put("a.png", 1);
        await ImportAsync();
        File.Move(path, Put("deep/b.png", 2), overwrite: true);

        Assert.That(await ImportAsync(), Is.EqualTo("moved 1"));
        Assert.That(await ImportAsync(), Is.EqualTo("unchanged 1"));
        Assert.That((await NamesAsync()), Is.EqualTo(new[] { "a.png" }));
    }

    [Test]
    public async Task Import_FileGone_ReportsItOnceAndKeepsThePicture()
    {
        var path = Put("a.png", 1);
        await ImportAsync();
        File.Delete(path);

        Assert.That(await ImportAsync(), Is.EqualTo("vanished 1"));
        Assert.That((await FailuresAsync())["a.png"], Does.Contain("no longer there").And.Contain("copy of it stays"));
        Assert.That(await ImportAsync(), Is.Empty);
        Assert.That(File.ReadAllBytes(Library.Images.OriginalPath((await OnlyAsync()))), Is.EqualTo(Picture(1)));
        Put("a.png", 1);
        Assert.That(await ImportAsync(), Is.EqualTo("unchanged 1"));
        File.Delete(path);
        Assert.That(await ImportAsync(), Is.EqualTo("vanished 1"));
    }

    [Test]
    public async Task Import_FileChanged_AddsWhatItIsNow()
    {
        Put("a.png", 1);
        await ImportAsync();
        Put("a.png", TestImages.Png(25, 25, 2));

        Assert.That(await ImportAsync(), Is.EqualTo("added 1"));
        Assert.That((await NamesAsync()), Is.EqualTo(new[] { "a.png", "a.png" }));
    }

    [Test]
    public async Task Import_FileTouched_IsUnchanged()
    {
        File.SetLastWriteTimeUtc(Put("a.png", 1), DateTime.UnixEpoch);
        await ImportAsync();
        Put("a.png", 1);

        Assert.That(await ImportAsync(), Is.EqualTo("unchanged 1"));
        Assert.That(await ImportAsync(), Is.EqualTo("unchanged 1"));
    }

    [Test]
    public async Task Import_SameContentTwice_IsADuplicate()
    {
        await AddAsync(Library, 1);
        Put("a.png", 1);
        Put("b.png", 2);
        Put("c.png", 2);

        Assert.That(await ImportAsync(), Is.EqualTo("added 1, duplicates 2"));
        Assert.That(await ImportAsync(), Is.EqualTo("unchanged 3"));
        Assert.That((await ImagesAsync()), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Import_BadFilesAmongGoodOnes_ReportsThemAndGoesOn()
    {
        Put("good.png", 1);
        Put("deep/note.txt", "Hello"u8.ToArray());
        Put("empty.png", []);
        Put("large.bmp", TestImages.Bmp(100, 100, 3));

        Assert.That(await ImportAsync(Request(maxBytes: 10_000)), Is.EqualTo("added 1, failed 3"));
        Assert.That((await FailuresAsync()).Keys, Is.EquivalentTo(new[] { "deep/note.txt", "empty.png", "large.bmp" }));
        Assert.That((await FailuresAsync())["deep/note.txt"], Does.Contain("not a picture"));
        Assert.That((await FailuresAsync())["large.bmp"], Does.Contain("are allowed"));
        Assert.That(Directory.EnumerateFiles(Path.Combine(DataFolder, "tmp")), Is.Empty);
    }

    [Test]
    public async Task Import_PictureDeleted_ComesAgain()
    {
        Put("a.png", 1);
        await ImportAsync();
        await Library.Images.RemoveAsync(new ImageSelection.ByIds([(await OnlyAsync()).Id]), CancellationToken.None);

        Assert.That(await ImportAsync(), Is.EqualTo("added 1"));
    }

    [Test]
    public async Task Import_CategoriesFromFolders_TakesTheNearest()
    {
        Put("top.png", 1);
        Put("shirts/red/a.png", 2);
        Put("shirts/b.png", 3);

        await ImportAsync(Request(categories: FolderCategories.Folder));

        Assert.That(
            (await ImagesAsync()).Select(image => (image.Name, image.Category)),
            Is.EqualTo(new[] { ("a.png", "red"), ("b.png", "shirts"), ("top.png", null) }));
    }

    [Test]
    public async Task Import_CategoriesFromNames_TakesWhatStandsBeforeTheNumber()
    {
        Put("t-shirt-001.png", 1);
        Put("dress_2.png", 2);
        Put("hat.png", 3);
        Put("-7.png", 4);

        await ImportAsync(Request(categories: FolderCategories.Prefix));

        Assert.That((await ImagesAsync()).Select(image => image.Category), Is.EqualTo(new[] { null, "dress", null, "t-shirt" }));
    }

    [Test]
    public async Task Import_ImpossibleCategory_IsReported()
    {
        Put($"{new string('x', Label.MaxLength + 1)}/a.png", 1);

        Assert.That(await ImportAsync(Request(categories: FolderCategories.Folder)), Is.EqualTo("failed 1"));
        Assert.That((await FailuresAsync()).Values.Single(), Does.Contain("100 characters at most"));
    }
}
