using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers;

public class EditsContract(ProviderKind kind) : ContractFixture(kind)
{
    [Test]
    public async Task EditAsync_EveryMember_ChangesWhatIsGiven()
    {
        var image = await AddAsync("a.png", null, "old", "x", "y");

        await EditAsync(image.Id, new ImageChange("b.png", null, null));
        await EditAsync(image.Id, new ImageChange(null, "", null));
        await EditAsync(image.Id, new ImageChange(null, null, ["z", "c"]));

        var changed = await FindAsync(image.Id);
        Assert.That((changed.Name, changed.FileName, changed.Category), Is.EqualTo(("b.png", "b.png", (string?)null)));
        Assert.That(changed.Tags, Is.EqualTo(new[] { "c", "z" }));
        Assert.That(await Pictures.FindByFileNameAsync("a.png", None), Is.Null);
    }

    [Test]
    public async Task EditAsync_SeveralPicturesGetOneName_FileNamesStayUnique()
    {
        var ids = await AddManyAsync(3);

        await Pictures.EditAsync(
            Only(ids),
            images => images.Select(image => new ImageEdit(image.Id, new ImageChange("same.png", null, null))).ToList(),
            None);

        var names = (await Pictures.FindManyAsync(ids, None)).Select(image => image.FileName);
        Assert.That(names, Is.EqualTo(new[] { "same.png", $"same-{ids[1]}.png", $"same-{ids[2]}.png" }));
    }

    [Test]
    public async Task EditAsync_OwnName_KeepsItsFileName()
    {
        var image = await AddAsync("a.png");

        await EditAsync(image.Id, new ImageChange("a.png", null, null));

        Assert.That((await FindAsync(image.Id)).FileName, Is.EqualTo("a.png"));
    }

    [Test]
    public async Task EditAsync_Selected_AreReadInTheOrderTheyWereAdded()
    {
        var first = await AddAsync("a.png", null, "category", "x", "y");
        var second = await AddAsync("b.png");
        IReadOnlyList<ImageLabels> read = [];

        var result = await Pictures.EditAsync(
            Only(second.Id, 999, first.Id, second.Id),
            images =>
            {
                read = images;
                return [];
            },
            None);

        Assert.That(
            read.Select(image => (image.Id, image.Name, image.Category)),
            Is.EqualTo(new[] { (first.Id, "a.png", "category"), (second.Id, "b.png", null) }));
        Assert.That(read[0].Tags, Is.EqualTo(new[] { "x", "y" }));
        Assert.That(result, Is.EqualTo(new BulkResult(0, 1)));
    }

    [Test]
    public async Task EditAsync_Throws_LeavesEverything()
    {
        var image = await AddAsync("a.png");

        Assert.That(() => Pictures.EditAsync(Only(image.Id), _ => throw new InvalidDataException(), None), Throws.TypeOf<InvalidDataException>());

        Assert.That(await FindAsync(image.Id), Is.EqualTo(image).UsingPropertiesComparer());
        Assert.That(await EditAsync(image.Id, new ImageChange("b.png", null, null)), Is.EqualTo(new BulkResult(1, 0)), "the provider still works");
    }

    [Test]
    public async Task EditAsync_Reopened_IsKept()
    {
        var image = await AddAsync("a.png", null, "old", "x");
        await EditAsync(image.Id, new ImageChange("b.png", "new", ["y"]));
        var changed = await FindAsync(image.Id);

        await ReopenAsync();

        Assert.That(await FindAsync(image.Id), Is.EqualTo(changed).UsingPropertiesComparer());
    }

    [Test]
    public async Task RetryAsync_Selected_QueuesTheFailedOnes()
    {
        var ids = await AddManyAsync(4);
        await EmbedAsync(ids[0]);
        await FailAsync(ids[1]);
        await FailAsync(ids[2]);

        var result = await Pictures.RetryAsync(Only(ids[0], ids[1], ids[3], 999), None);

        Assert.That(result, Is.EqualTo(new BulkResult(1, 1)));
        Assert.That((await Pictures.FindManyAsync(ids, None)).Select(image => image.Status), Is.EqualTo(
            new[] { ImageStatus.Indexed, ImageStatus.Pending, ImageStatus.Failed, ImageStatus.Pending }));
        Assert.That((await FindAsync(ids[1])).Problem, Is.Null);
        var claimed = await Provider.Embeddings.ClaimAsync(Index.Id, 10, suspects: false, None);
        Assert.That(claimed.Select(image => image.Id), Is.EqualTo(new[] { ids[1], ids[3] }));
    }

    private Task<BulkResult> EditAsync(long id, ImageChange change) => Pictures.EditAsync(Only(id), _ => [new ImageEdit(id, change)], None);
}
