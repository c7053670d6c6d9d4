using ImageSearch.Engine.Local.Files;

namespace ImageSearch.Tests.Storage;

public class OriginalStoreTests : StorageFixture
{
    private static readonly string Content = Pictures.Sha256("content");

    [Test]
    public void Place_NewContent_MovesItToItsAddress()
    {
        var store = new OriginalStore(Data);

        store.Place(Temporary("bytes"), Content, ".jpg");
        store.Flush();

        Assert.That(File.ReadAllText(Path.Combine(Data.Images, Content[..2], Content[2..] + ".jpg")), Is.EqualTo("bytes"));
        Assert.That(Directory.EnumerateFiles(Data.Temporary), Is.Empty);
        Assert.That(store.Enumerate(), Is.EqualTo(new[] { (Content, ".jpg") }));
    }

    [Test]
    public void Place_LeftoverOfACrash_IsReplaced()
    {
        var store = new OriginalStore(Data);
        store.Place(Temporary("torn"), Content, ".jpg");

        store.Place(Temporary("whole"), Content, ".jpg");

        Assert.That(File.ReadAllText(store.PathOf(Content, ".jpg")), Is.EqualTo("whole"));
    }

    [Test]
    public void Remove_ThereOrNot_IsGone()
    {
        var store = new OriginalStore(Data);
        store.Place(Temporary("bytes"), Content, ".jpg");

        store.Remove(Content, ".jpg");
        store.Remove(Content, ".jpg");
        store.Remove(Pictures.Sha256("in a folder that does not exist"), ".jpg");

        Assert.That(store.Enumerate(), Is.Empty);
    }

    [Test]
    public void Enumerate_FilesOfOthers_AreNotOriginals()
    {
        foreach (var name in new[] {
            "notes.txt",
            ".gitkeep",
            "ab/notes.txt",
            $"{Content}.jpg",
            $"{Content[..2]}/deeper/{Content[2..]}.jpg",
            $"ZZ/{Content[2..]}.jpg" })
        {
            var path = Path.Combine(Data.Images, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "x");
        }

        Assert.That(new OriginalStore(Data).Enumerate(), Is.Empty);
    }

    private string Temporary(string content)
    {
        var path = Path.Combine(Data.Temporary, Guid.NewGuid().ToString("n"));
        File.WriteAllText(path, content);
        return path;
    }
}
