using ImageSearch.Engine;
using ImageSearch.Engine.Local.Files;

namespace ImageSearch.Tests.Storage;

public class DataDirectoryTests
{
    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("imagesearch-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Open_NewPath_MakesEveryFolder()
    {
        using var data = DataDirectory.Open(Path.Combine(_folder, "new", "data"));

        Assert.That(new[] { data.Images, data.Thumbnails, data.Spaces, data.Temporary }.All(Directory.Exists), Is.True);
        Assert.That(data.Root, Is.EqualTo(Path.Combine(_folder, "new", "data")));
    }

    [Test]
    public void Open_InUse_IsRefusedUntilItIsLetGo()
    {
        using (DataDirectory.Open(_folder))
        {
            Assert.That(
                () => DataDirectory.Open(_folder),
                Throws.TypeOf<DirectoryInUseException>().With.Message.Contains("in use by another").And.Message.Contains(_folder));
        }

        Assert.That(() => DataDirectory.Open(_folder).Dispose(), Throws.Nothing);
    }

    [Test]
    public void Open_InUse_LeavesItsTemporaryFilesAlone()
    {
        using var data = DataDirectory.Open(_folder);
        var upload = Path.Combine(data.Temporary, "upload");
        File.WriteAllText(upload, "x");

        Assert.That(() => DataDirectory.Open(_folder), Throws.TypeOf<DirectoryInUseException>());
        Assert.That(upload, Does.Exist);
    }

    [Test]
    public void Open_LeftoversOfACrash_AreThrownAway()
    {
        using (var data = DataDirectory.Open(_folder))
        {
            File.WriteAllText(Path.Combine(data.Temporary, "upload"), "x");
            Directory.CreateDirectory(Path.Combine(data.Temporary, "folder", "in", "it"));
            File.WriteAllText(Path.Combine(data.Images, "original"), "x");
        }

        using var again = DataDirectory.Open(_folder);

        Assert.That(Directory.EnumerateFileSystemEntries(again.Temporary), Is.Empty);
        Assert.That(Path.Combine(again.Images, "original"), Does.Exist);
    }

    [Test]
    public void Open_AFileIsThere_SaysWhatToDo()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "x");

        Assert.That(() => DataDirectory.Open(file), Throws.TypeOf<SetupException>().With.Message.Contains("--data DIR"));
        Assert.That(() => DataDirectory.Open(Path.Combine(file, "below")), Throws.TypeOf<SetupException>().With.Message.Contains("--data DIR"));
    }

    [TestCase("")]
    [TestCase("a\0b")]
    public void Open_NoPath_SaysWhatToDo(string path) =>
        Assert.That(() => DataDirectory.Open(path), Throws.TypeOf<SetupException>().With.Message.Contains("--data DIR"));

    [Test]
    public void Open_AFolderWhereAFolderOfOursIsAFile_IsRefusedAndLetGo()
    {
        File.WriteAllText(Path.Combine(_folder, "images"), "x");

        Assert.That(() => DataDirectory.Open(_folder), Throws.TypeOf<SetupException>());
        File.Delete(Path.Combine(_folder, "images"));
        Assert.That(() => DataDirectory.Open(_folder).Dispose(), Throws.Nothing);
    }
}
