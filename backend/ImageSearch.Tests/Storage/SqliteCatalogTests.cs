using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Storage;

public class SqliteCatalogTests : StorageFixture
{
    [Test]
    public async Task AddAsync_NewPicture_IsPendingAndReadBackWhole()
    {
        var id = await AddAsync("Röd båt.JPG", bytes: 4711, category: "boats", tags: ["sea", "red"]);

        var image = (await Catalog.FindAsync(id, CancellationToken.None))!;

        Assert.That((image.Name, image.FileName, image.Bytes, image.Category), Is.EqualTo(("Röd båt.JPG", "Röd båt.JPG", 4711, "boats")));
        Assert.That(image.Tags, Is.EqualTo(new[] { "red", "sea" }));
        Assert.That((image.Width, image.Height, image.Sha256), Is.EqualTo((40, 30, Pictures.Sha256("Röd båt.JPG"))));
        Assert.That((image.Status, image.Problem, image.AddedAt), Is.EqualTo((ImageStatus.Pending, (string?)null, Clock.GetUtcNow())));
    }

    [Test]
    public async Task AddAsync_NameTaken_GetsAFileNameWithItsId()
    {
        await AddAsync("a.jpg", "1");
        var second = await AddAsync("a.jpg", "2");
        var third = await AddAsync($"a-{second + 2}.jpg", "3");
        var fourth = await AddAsync("a.jpg", "4");

        Assert.That(
            (await Catalog.FileNamesAsync(CancellationToken.None)),
            Is.EqualTo(new[] { "a.jpg", $"a-{second}.jpg", $"a-{fourth}.jpg", $"a-{fourth}-2.jpg" }));
        Assert.That((await Catalog.FindAsync(second, CancellationToken.None))!.Name, Is.EqualTo("a.jpg"));
        Assert.That((await Catalog.FindByFileNameAsync($"a-{fourth}.jpg", CancellationToken.None))!.Id, Is.EqualTo(third));
    }

    [Test]
    public async Task AddAsync_ManyOfOneName_AreAllFoundByTheirFileNames()
    {
        var name = new string('ä', 125) + ".jpg";
        var added = await Catalog.AddAsync(Enumerable.Range(0, 30).Select(i => Pictures.New(name, $"{i}")).ToList(), CancellationToken.None);

        Assert.That(added.Select(image => image.FileName), Is.Unique);
        foreach (var image in added)
        {
            Assert.That((await Catalog.FindByFileNameAsync(image.FileName, CancellationToken.None))!.Id, Is.EqualTo(image.Id));
            Assert.That(System.Text.Encoding.UTF8.GetByteCount(image.FileName), Is.LessThanOrEqualTo(ImageName.MaxBytes));
        }
    }

    [Test]
    public async Task UpdateAsync_NewName_RenamesFileNameAndSearchKey()
    {
        await AddAsync("taken.jpg");
        var id = await AddAsync("old.jpg");

        var renamed = await Images.UpdateAsync(id, new ImageChange("Taken.jpg", null, null), CancellationToken.None);
        var again = await Images.UpdateAsync(id, new ImageChange("taken.jpg", null, null), CancellationToken.None);

        Assert.That(renamed.FileName, Is.EqualTo("Taken.jpg"));
        Assert.That(again.FileName, Is.EqualTo($"taken-{id}.jpg"));
        Assert.That(await Catalog.FindByFileNameAsync("old.jpg", CancellationToken.None), Is.Null);
        Assert.That(await Catalog.IdsOfAsync(new ImageFilter { Search = "TAKEN" }), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task UpdateAsync_NameItHasAlready_KeepsItsFileName()
    {
        var id = await AddAsync("a.jpg");

        var same = await Images.UpdateAsync(id, new ImageChange("a.jpg", null, null), CancellationToken.None);

        Assert.That(same.FileName, Is.EqualTo("a.jpg"));
    }

    [Test]
    public async Task UpdateAsync_OnlyWhatIsGiven_Changes()
    {
        var id = await AddAsync("a.jpg", category: "cats", tags: ["x"]);

        var tagged = await Images.UpdateAsync(id, new ImageChange(null, null, ["z", "y"]), CancellationToken.None);
        var without = await Images.UpdateAsync(id, new ImageChange(null, "", null), CancellationToken.None);

        Assert.That((tagged.Name, tagged.Category), Is.EqualTo(("a.jpg", "cats")));
        Assert.That(tagged.Tags, Is.EqualTo(new[] { "y", "z" }));
        Assert.That(without.Category, Is.Null);
        Assert.That(without.Tags, Is.EqualTo(new[] { "y", "z" }));
    }

    [Test]
    public async Task UpdateAsync_UnknownId_IsNotFound() => await Assert.ThatAsync(
        () => Images.UpdateAsync(99, new ImageChange("a.jpg", null, null), CancellationToken.None), Refuses.As(LibraryErrorKind.NotFound));

    [Test]
    public async Task RemoveAsync_LastPicture_ItsIdIsNotUsedAgain()
    {
        var first = await AddAsync("a.jpg");
        await Catalog.RemoveAsync(new ImageSelection.ByIds([first]), CancellationToken.None);
        await ReopenAsync();

        Assert.That(await AddAsync("a.jpg"), Is.GreaterThan(first));
    }

    [Test]
    public async Task RemoveAsync_SharedContent_IsAnOrphanOnlyWithItsLastRow()
    {
        var one = await AddAsync("one.jpg", "same");
        var two = await AddAsync("two.jpg", "same");

        var first = await Catalog.RemoveAsync(new ImageSelection.ByIds([one, 77, 77]), CancellationToken.None);
        var second = await Catalog.RemoveAsync(new ImageSelection.ByIds([two]), CancellationToken.None);

        Assert.That((first.Result, first.Ids[0], first.Orphans.Count), Is.EqualTo((new BulkResult(1, 1), one, 0)));
        Assert.That(second.Orphans.Select(orphan => orphan.Sha256), Is.EqualTo(new[] { Pictures.Sha256("same") }));
    }

    [Test]
    public async Task RemoveAsync_BothRowsOfAContentAtOnce_NamesTheOrphanOnce()
    {
        await AddAsync("one.jpg", "same");
        await AddAsync("two.jpg", "same");

        var removal = await Catalog.RemoveAsync(new ImageSelection.ByFilter(ImageFilter.All), CancellationToken.None);

        Assert.That(removal.Orphans, Has.Count.EqualTo(1));
        Assert.That(removal.Result, Is.EqualTo(new BulkResult(2, 0)));
        Assert.That(await Catalog.TagsAsync(CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task FindByContent_SeveralRows_AnswersTheOldest()
    {
        var oldest = await AddAsync("b.jpg", "same");
        await AddAsync("a.jpg", "same");

        var found = await Catalog.FindByContentAsync([Pictures.Sha256("same"), Pictures.Sha256("none")], CancellationToken.None);

        Assert.That(found.Single().Value.Id, Is.EqualTo(oldest));
    }

    [Test]
    public async Task FindMany_AnyOrder_AnswersInThatOrderWithoutTheUnknown()
    {
        var a = await AddAsync("a.jpg");
        var b = await AddAsync("b.jpg");

        Assert.That((await Catalog.FindManyAsync([b, 1234, a, b], CancellationToken.None)).Select(image => image.Id), Is.EqualTo(new[] { b, a }));
    }

    [Test]
    public async Task TagAsync_TooManyTags_ChangesNothing()
    {
        var plain = await AddAsync("plain.jpg");
        await AddAsync("full.jpg", tags: Enumerable.Range(0, Label.MaxTags).Select(i => $"t{i}").ToArray());

        await Assert.ThatAsync(
            () => Images.TagAsync(new ImageSelection.ByFilter(ImageFilter.All), ["one more"], [], CancellationToken.None),
            Refuses.As(LibraryErrorKind.Invalid));
        Assert.That((await Catalog.FindAsync(plain, CancellationToken.None))!.Tags, Is.Empty);
    }

    [Test]
    public async Task TagAsync_AddAndRemove_AnswersChangedAndMissing()
    {
        var id = await AddAsync("a.jpg", tags: ["old", "kept"]);

        var result = await Images.TagAsync(new ImageSelection.ByIds([id, 5000]), ["new", "kept"], ["old", "never"], CancellationToken.None);

        Assert.That(result, Is.EqualTo(new BulkResult(1, 1)));
        Assert.That((await Catalog.FindAsync(id, CancellationToken.None))!.Tags, Is.EqualTo(new[] { "kept", "new" }));
        Assert.That(await Catalog.TagsAsync(CancellationToken.None), Is.EqualTo(new[] { new NameCount("kept", 1), new NameCount("new", 1) }));
    }

    [Test]
    public async Task StoredBytes_SharedContent_CountsOnce()
    {
        await AddAsync("one.jpg", "same", bytes: 10);
        await AddAsync("two.jpg", "same", bytes: 10);
        await AddAsync("three.jpg", bytes: 7);

        Assert.That(await Catalog.StoredBytesAsync(CancellationToken.None), Is.EqualTo(17));
    }
}
