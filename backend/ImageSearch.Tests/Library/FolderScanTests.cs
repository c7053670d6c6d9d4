using ImageSearch.Engine.Intake;

namespace ImageSearch.Tests.Library;

internal sealed class FolderScanTests
{
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("imagesearch-scan-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Read_AFolder_FindsPicturesInAllFoldersInOrder()
    {
        foreach (var name in new[] { "b.JPG", "a.png", "notes.txt", "in/d.webp", "in/deep/e.tif", ".hidden/f.jpg", "zoo/g.bmp" })
            Write(name);

        Assert.That(Files(), Is.EqualTo(new[] { "a.png", "b.JPG", "in/d.webp", "in/deep/e.tif", "zoo/g.bmp" }));
    }

    [Test]
    public void Read_LinksThatLeadBack_EndsAndFollowsLinksToFilesOnly()
    {
        Write("a.png");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "loop"), _folder);
        File.CreateSymbolicLink(Path.Combine(_folder, "link.png"), Path.Combine(_folder, "a.png"));

        Assert.That(Files(), Is.EqualTo(new[] { "a.png", "link.png" }));
    }

    [Test]
    public void Read_FolderThatHoldsALibrary_LeavesItOut()
    {
        Write("a.png");
        Write("data/catalog.db");
        Write("data/lock");
        Write("data/images/ab/cd.jpg");

        Assert.That(Files(), Is.EqualTo(new[] { "a.png" }));
    }

    [Test]
    public void Read_NoFolder_SaysSo() =>
        Assert.That(
            () => FolderScan.Read(Path.Combine(_folder, "none"), FolderCategories.None, default),
            Throws.TypeOf<DirectoryNotFoundException>());

    [Test]
    public void Batches_CategoriesFromFolders_NeverMixesThem()
    {
        for (var i = 0; i < FolderScan.MaxFiles + 3; i++)
            Write($"dress/{i:00}.png");
        Write("hat/a.png");
        Write("top.png");

        var batches = FolderScan.Read(_folder, FolderCategories.Folder, default).Batches().ToList();

        Assert.That(
            batches.Select(batch => (batch.Category, batch.Paths.Count)),
            Is.EqualTo(new (string?, int)[] { (null, 1), ("dress", FolderScan.MaxFiles), ("dress", 3), ("hat", 1) }));
    }

    private void Write(string name)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [1]);
    }

    private IEnumerable<string> Files() =>
        FolderScan.Read(_folder, FolderCategories.None, default).Files.Select(path => Path.GetRelativePath(_folder, path));
}
