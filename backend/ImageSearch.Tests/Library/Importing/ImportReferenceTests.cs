using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;
using ImageSearch.Imaging;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Library.Importing;

public class ImportReferenceTests : ImportFixture
{
    [Test]
    public async Task Import_Reference_ReadsTheOriginalWhereItLies()
    {
        var path = await ReferAsync();

        Assert.That((await OnlyAsync()).Status, Is.EqualTo(ImageStatus.Indexed));
        Assert.That(Library.Images.OriginalPath((await OnlyAsync())), Is.EqualTo(path));
        Assert.That(Originals(DataFolder), Is.Empty);
        Assert.That((await OnlyAsync()).References.Single().Look(), Is.EqualTo(OriginalState.Present));
        Assert.That(await ThumbnailAsync(100), Does.Exist);
        var region = new CropRegion(0, 0, 0.5, 0.5);
        Assert.That(
            (await Library.Search.SimilarAsync((await OnlyAsync()).Id, region, new SearchScope(5, 0, ImageFilter.All), CancellationToken.None)).Hits,
            Is.Empty);
    }

    [Test]
    public async Task Remove_Picture_LeavesTheFile()
    {
        var path = await ReferAsync();
        var before = (File.GetLastWriteTimeUtc(path), File.ReadAllBytes(path));
        await ThumbnailAsync(100);

        await Library.Images.RemoveAsync(new ImageSelection.ByIds([(await OnlyAsync()).Id]), CancellationToken.None);

        Assert.That((File.GetLastWriteTimeUtc(path), File.ReadAllBytes(path)), Is.EqualTo(before));
        Assert.That(Directory.EnumerateFileSystemEntries(Photos), Is.EqualTo(new[] { path }));
        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Is.EqualTo("added 1"));
    }

    [Test]
    public async Task Original_GoneAndBack_IsMissingMeanwhile()
    {
        var path = await ReferAsync();
        File.Move(path, path + ".away");

        Assert.That((await OnlyAsync()).References.Single().Look(), Is.EqualTo(OriginalState.Missing));
        await Assert.ThatAsync(
            async () => Library.Images.OriginalPath(await OnlyAsync()),
            Throws.TypeOf<OriginalMissingException>().With.Message.Contains(path));
        Assert.That(() => ThumbnailAsync(100), Throws.TypeOf<OriginalMissingException>());

        File.Move(path + ".away", path);
        Assert.That(await ThumbnailAsync(100), Does.Exist);
    }

    [Test]
    public async Task Original_Vanished_IsReportedOnceAndRecognisedWhenBack()
    {
        var path = await ReferAsync();
        File.Move(path, Path.Combine(Folder, "away.png"));

        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Is.EqualTo("vanished 1"));
        Assert.That((await FailuresAsync())["a.png"], Does.Contain("without its original"));
        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Is.Empty);

        File.Move(Path.Combine(Folder, "away.png"), path);
        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Is.EqualTo("unchanged 1"));
        Assert.That(Library.Images.OriginalPath((await OnlyAsync())), Is.EqualTo(path));
    }

    [Test]
    public async Task Original_Changed_IsNeverTakenForTheOldOne()
    {
        var path = await ReferAsync();
        File.WriteAllBytes(path, TestImages.Png(30, 30, 2));
        var old = await OnlyAsync();

        Assert.That(() => Library.Images.OriginalPath(old), Throws.TypeOf<OriginalMissingException>().With.Message.Contains("has changed"));
        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Is.EqualTo("added 1, vanished 1"));
        Assert.That(
            (await ImagesAsync()).Select(image => image.References.Single().Look()),
            Is.EqualTo(new[] { OriginalState.Changed, OriginalState.Present }));
        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Is.EqualTo("unchanged 1"));

        File.WriteAllBytes(path, Picture(1));
        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Does.StartWith("unchanged 1"));
        Assert.That(
            Library.Images.OriginalPath(old with { References = (await ImagesAsync()).Single(image => image.Id == old.Id).References }),
            Is.EqualTo(path));
    }

    [Test]
    public async Task Original_Moved_IsFoundAgain()
    {
        var path = await ReferAsync();
        var id = (await OnlyAsync()).Id;
        var moved = Path.Combine(Directory.CreateDirectory(Path.Combine(Photos, "deep")).FullName, "b.png");
        File.Move(path, moved);

        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Is.EqualTo("moved 1"));
        Assert.That(((await OnlyAsync()).Id, Library.Images.OriginalPath((await OnlyAsync()))), Is.EqualTo((id, moved)));
    }

    [Test]
    public async Task Original_MissingWhenEmbedded_IsTriedAgainWhenItIsBack()
    {
        var path = Put("a.png", 1);
        await ImportAsync(Request(ImportStore.Reference));
        await IndexedAsync(Library);
        File.Move(path, path + ".away");
        await Library.StartIndexJobAsync(IndexJobMode.All, CancellationToken.None);
        await Eventually.TrueAsync(async () => (await OnlyAsync()).Status == ImageStatus.Failed, "the picture failed");
        Assert.That((await OnlyAsync()).Problem, Does.Contain(path).And.Contain("Put it back"));

        File.Move(path + ".away", Path.Combine(Photos, "b.png"));
        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Is.EqualTo("moved 1"));
        await Eventually.TrueAsync(async () => (await OnlyAsync()).Status == ImageStatus.Indexed, "the picture is embedded");
    }

    [Test]
    public async Task Original_TwoFilesOfOneContent_EitherWillDo()
    {
        Put("b.png", 1);
        var path = await ReferAsync("added 1, duplicates 1");
        File.Delete(path);

        Assert.That(Library.Images.OriginalPath((await OnlyAsync())), Is.EqualTo(Path.Combine(Photos, "b.png")));
    }

    [Test]
    public async Task Add_ContentReferredTo_GivesTheLibraryItsOwn()
    {
        var path = await ReferAsync();

        Assert.That((await AddAsync(Library, AddOptions.Default, ("again.png", Picture(1))))[0].Result, Is.EqualTo(AddResult.Duplicate));
        File.Delete(path);

        Assert.That((await OnlyAsync()).References, Is.Empty);
        Assert.That(File.ReadAllBytes(Library.Images.OriginalPath((await OnlyAsync()))), Is.EqualTo(Picture(1)));
    }

    [Test]
    public async Task Import_CopyOfWhatIsReferredTo_GivesTheLibraryItsOwn()
    {
        await ReferAsync();

        Assert.That(await ImportAsync(), Is.EqualTo("duplicates 1"));
        Assert.That((await OnlyAsync()).References, Is.Empty);
        Assert.That(Originals(DataFolder), Is.EqualTo(new[] { (await OnlyAsync()).Sha256 }));
        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Is.EqualTo("unchanged 1"));
    }

    [Test]
    public async Task Import_ReferenceToWhatTheLibraryHas_ReadsItsOwn()
    {
        await AddAsync(Library, 1);
        await ReferAsync("duplicates 1");

        Assert.That((await OnlyAsync()).References, Is.Empty);
    }

    [Test]
    public async Task Import_ReferenceToALostOriginal_BringsItBack()
    {
        File.Delete(Library.Images.OriginalPath(await AddAsync(Library, 1)));
        var path = await ReferAsync("duplicates 1");

        Assert.That(Library.Images.OriginalPath((await OnlyAsync())), Is.EqualTo(path));
    }

    [Test]
    public async Task Original_ReplacedByALinkOutOfTheFolder_IsNotRead()
    {
        var path = await ReferAsync();
        var secret = Path.Combine(Folder, "secret");
        File.WriteAllBytes(secret, new byte[new FileInfo(path).Length]);
        File.SetLastWriteTimeUtc(secret, DateTime.UnixEpoch);
        Assert.That((await OnlyAsync()).References.Single(), Is.EqualTo(new ReferencedFile(path, new FileInfo(secret).Length, 0)));
        File.Delete(path);
        File.CreateSymbolicLink(path, secret);

        Assert.That((await OnlyAsync()).References.Single().Look(), Is.EqualTo(OriginalState.Changed));
        await Assert.ThatAsync(async () => Library.Images.OriginalPath(await OnlyAsync()), Throws.TypeOf<OriginalMissingException>());
    }

    [Test]
    public async Task Original_FolderReplacedByALink_IsNotRead()
    {
        var path = Put("deep/a.png", 1);
        await ImportAsync(Request(ImportStore.Reference));
        Directory.Move(Path.GetDirectoryName(path)!, Path.Combine(Folder, "elsewhere"));
        Directory.CreateSymbolicLink(Path.GetDirectoryName(path)!, Path.Combine(Folder, "elsewhere"));

        await Assert.ThatAsync(async () => Library.Images.OriginalPath(await OnlyAsync()), Throws.TypeOf<OriginalMissingException>());
    }

    private async Task<string> ReferAsync(string result = "added 1")
    {
        var path = Put("a.png", 1);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Is.EqualTo(result));
        await IndexedAsync(Library);
        return path;
    }

    private async Task<string> ThumbnailAsync(int size) =>
        await Library.Images.ThumbnailPathAsync(await OnlyAsync(), size, ThumbnailFormat.Jpeg, CancellationToken.None);
}
