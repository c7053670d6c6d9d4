using ImageSearch.Engine;
using ImageSearch.Engine.Intake.Importing;

namespace ImageSearch.Tests.Library.Importing;

/// <summary>Folders in a bad state, and folders that an attacker prepared.</summary>
public class ImportHazardTests : ImportFixture
{
    [Test]
    public async Task Import_HiddenAndSystemNames_AreSkipped()
    {
        Put("a.png", 1);
        Put(".hidden.png", 2);
        Put(".git/b.png", 3);
        Put("@eaDir/c.png", 4);
        Put("deep/#recycle/d.png", 5);
        Put("Thumbs.db", "x"u8.ToArray());

        Assert.That(await ImportAsync(), Is.EqualTo("added 1"));
    }

    [Test]
    public async Task Import_PipesAndSockets_AreNotOpened()
    {
        Put("a.png", 1);
        OddFiles.MakePipe(Path.Combine(Photos, "pipe.png"));
        OddFiles.MakeSocket(Path.Combine(Photos, "s.png"));

        Assert.That(await ImportAsync().WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo("added 1"));
    }

    [Test]
    public async Task Import_LinksToFolders_AreNotFollowed()
    {
        Put("deep/a.png", 1);
        Directory.CreateSymbolicLink(Path.Combine(Photos, "deep", "loop"), Photos);
        Directory.CreateSymbolicLink(Path.Combine(Photos, "again"), Path.Combine(Photos, "deep"));
        Directory.CreateSymbolicLink(Path.Combine(Photos, "data"), DataFolder);

        Assert.That(await ImportAsync(), Is.EqualTo("added 1"));
    }

    [Test]
    public async Task Import_LinksToFiles_AreFollowedUnderTheRoots()
    {
        var album = Directory.CreateDirectory(Path.Combine(Photos, "album")).FullName;
        var elsewhere = Put("elsewhere/target.png", 1);
        File.CreateSymbolicLink(Path.Combine(album, "one.png"), elsewhere);
        File.CreateSymbolicLink(Path.Combine(album, "two.png"), "../elsewhere/target.png");

        Assert.That(await ImportAsync(Request(ImportStore.Reference, path: album)), Is.EqualTo("added 1"));
        Assert.That(
            ((await OnlyAsync()).Name, (await OnlyAsync()).References.Single().Path),
            Is.EqualTo(("one.png", elsewhere)).Or.EqualTo(("two.png", elsewhere)));
        // The file is found directly here, so its links do not count.
        Assert.That(await ImportAsync(Request(ImportStore.Reference)), Is.EqualTo("unchanged 1"));
    }

    [Test]
    public async Task Import_LinksOutOfTheRoots_AreReported()
    {
        var secret = Path.Combine(Folder, "secret.png");
        File.WriteAllBytes(secret, Picture(1));
        File.CreateSymbolicLink(Path.Combine(Photos, "out.png"), secret);
        File.CreateSymbolicLink(Path.Combine(Photos, "own.png"), Path.Combine(DataFolder, "catalog.db"));
        File.CreateSymbolicLink(Path.Combine(Photos, "nowhere.png"), Path.Combine(Folder, "nothing"));
        File.CreateSymbolicLink(Path.Combine(Photos, "circle.png"), Path.Combine(Photos, "circle.png"));

        Assert.That(await ImportAsync(), Is.EqualTo("failed 4"));
        Assert.That((await FailuresAsync())["out.png"], Does.Contain("leads out of the folders"));
        Assert.That((await FailuresAsync())["own.png"], Does.Contain("leads out of the folders"));
        Assert.That((await FailuresAsync())["nowhere.png"], Does.Contain("is broken"));
        Assert.That((await FailuresAsync())["circle.png"], Does.Contain("circular"));
    }

    [Test]
    public async Task Import_NamesThatAreNotUtf8_AreReported()
    {
        Put("good.png", 1);
        OddFiles.MakeNameInvalid(Put("bad.png", 2));
        Put("folder/c.png", 3);
        OddFiles.MakeNameInvalid(Path.Combine(Photos, "folder"));

        Assert.That(await ImportAsync(), Is.EqualTo("added 1, failed 2"));
        Assert.That((await FailuresAsync()).Values, Has.All.Contains("not valid UTF-8"));
        // Otherwise the folder could not be deleted.
        OddFiles.MakeNameValid(Path.Combine(Photos, "bad.png"));
        OddFiles.MakeNameValid(Path.Combine(Photos, "folder"));
    }

    [Test]
    public async Task Import_Unreadable_IsReported()
    {
        if (Environment.IsPrivilegedProcess)
            Assert.Ignore("This user can read every file. Run the tests as another user than root.");
        Put("good.png", 1);
        OddFiles.SetMode(Put("file.png", 2), 0);
        var folder = Path.GetDirectoryName(Put("folder/c.png", 3))!;
        OddFiles.SetMode(folder, 0);
        try
        {
            Assert.That(await ImportAsync(), Is.EqualTo("added 1, failed 2"));
            Assert.That((await FailuresAsync()).Values, Has.All.Contains("ermission denied"));
        }
        finally
        {
            OddFiles.SetMode(folder, 0b111_000_000);
        }
    }

    [Test]
    public async Task Import_FolderAroundTheDataDirectory_LeavesTheLibraryOut()
    {
        await OpenImportingAsync(Folder);
        await AddAsync(Library, 1);
        Put("a.png", 2);
        Directory.Delete(Path.Combine(Folder, "models"), recursive: true);

        Assert.That(await ImportAsync(Request(path: Folder)), Is.EqualTo("added 1"));
        Assert.That(
            () => Library.Imports.StartAsync(Request(path: Path.Combine(DataFolder, "images")), CancellationToken.None),
            Refuses.As(LibraryErrorKind.Invalid));
    }

    [TestCase("..")]
    [TestCase("../data")]
    [TestCase("../photos-too")]
    [TestCase("out")]
    [TestCase("out/photos-too")]
    [TestCase("deep/../../photos-too")]
    [TestCase("/")]
    [TestCase("/etc")]
    [TestCase("../nothing")]
    public void StartAsync_OutsideTheRoots_IsRefusedAlike(string path)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "photos-too"));
        Directory.CreateDirectory(Path.Combine(Photos, "deep"));
        Directory.CreateSymbolicLink(Path.Combine(Photos, "out"), Folder);

        Assert.That(
            () => Library.Imports.StartAsync(Request(path: Path.Combine(Photos, path)), CancellationToken.None),
            Refuses.As(LibraryErrorKind.Invalid).With.Message.StartWith("This folder may not be imported. Choose one under "));
        Assert.That(() => Library.Imports.FoldersIn(Path.Combine(Photos, path)), Refuses.As(LibraryErrorKind.Invalid));
    }

    [TestCase("nothing")]
    [TestCase("file.png")]
    public void StartAsync_NoFolder_SaysSo(string path)
    {
        Put("file.png", 1);

        Assert.That(
            () => Library.Imports.StartAsync(Request(path: Path.Combine(Photos, path)), CancellationToken.None),
            Refuses.As(LibraryErrorKind.Invalid).With.Message.StartWith("There is no folder"));
    }

    [Test]
    public async Task StartAsync_RootIsALink_IsAllowed()
    {
        Put("a.png", 1);
        var link = Path.Combine(Folder, "link");
        Directory.CreateSymbolicLink(link, Photos);
        await OpenImportingAsync(link);

        Assert.That(await ImportAsync(Request(path: link)), Is.EqualTo("added 1"));
    }

    [Test]
    public void FoldersIn_Root_NamesWhatImportsVisit()
    {
        Put("b/x.png", 1);
        Put("a/x.png", 2);
        Put(".git/x.png", 3);
        Put("file.png", 4);
        Directory.CreateSymbolicLink(Path.Combine(Photos, "link"), Photos);

        Assert.That(Library.Imports.FoldersIn(Photos), Is.EqualTo(new[] { Path.Combine(Photos, "a"), Path.Combine(Photos, "b") }));
    }
}
