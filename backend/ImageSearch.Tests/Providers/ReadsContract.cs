using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers;

public class ReadsContract(ProviderKind kind) : ContractFixture(kind)
{
    private static readonly IEnumerable<ImageSort> Sorts = Enum.GetValues<ImageSort>();

    [Test]
    public async Task Find_UnknownPictures_FindNothing()
    {
        Assert.That(await Pictures.FindAsync(1, None), Is.Null);
        Assert.That(await Pictures.FindByFileNameAsync("a.png", None), Is.Null);
        Assert.That(await Pictures.FindManyAsync([1, 2], None), Is.Empty);
        Assert.That(await Pictures.FindByContentAsync(["a"], None), Is.Empty);
    }

    [Test]
    public async Task FindManyAsync_AnyOrder_KeepsItWithoutUnknownOnes()
    {
        var ids = await AddManyAsync(3);

        var found = await Pictures.FindManyAsync([ids[2], 999, ids[0]], None);

        Assert.That(found.Select(image => image.Id), Is.EqualTo(new[] { ids[2], ids[0] }));
    }

    [Test]
    public async Task FindByContentAsync_TwoPicturesOfOneContent_FindsTheOldest()
    {
        var oldest = await AddAsync("a.png", "same");
        await AddAsync("b.png", "same");

        var found = await Pictures.FindByContentAsync([oldest.Sha256, "unknown"], None);

        Assert.That(found.Select(one => (one.Key, one.Value.Id)), Is.EqualTo(new[] { (oldest.Sha256, oldest.Id) }));
    }

    [Test]
    public async Task ListAsync_EverySort_PagesGiveEachPictureOnce([ValueSource(nameof(Sorts))] ImageSort sort, [Values] bool descending)
    {
        await AddVariedAsync();
        var wanted = (await ListAsync(new ImagePageRequest(ImageFilter.All, sort, descending, 500, null))).Select(image => image.Id).ToList();
        var layout = await Pictures.LayoutAsync(ImageFilter.All, sort, descending, None);

        var paged = new List<ImageRecord>();
        string? cursor = null;
        do
        {
            var page = await Pictures.ListAsync(new ImagePageRequest(ImageFilter.All, sort, descending, 2, cursor), None);
            Assert.That((page.Items.Count, page.Total), Is.EqualTo((Math.Min(2, 5 - paged.Count), 5)));
            paged.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        var sorted = sort switch
        {
            ImageSort.Added => paged.OrderBy(image => image.AddedAt).ThenBy(image => image.Id),
            ImageSort.Name => paged.OrderBy(image => ImageName.Fold(image.Name), StringComparer.Ordinal).ThenBy(image => image.Id),
            _ => paged.OrderBy(image => image.Bytes).ThenBy(image => image.Id),
        };
        Assert.That(
            paged.Select(image => image.Id),
            Is.EqualTo(descending ? sorted.Reverse().Select(image => image.Id) : sorted.Select(image => image.Id)));
        Assert.That(wanted, Is.EqualTo(paged.Select(image => image.Id)));
        Assert.That(layout.Ids, Is.EqualTo(wanted));
    }

    [Test]
    public async Task ListAsync_CursorPictureDeleted_GoesOnBehindIt()
    {
        var ids = await AddManyAsync(4);
        var first = await Pictures.ListAsync(new ImagePageRequest(ImageFilter.All, ImageSort.Added, false, 2, null), None);

        await RemoveAsync(ids[1]);

        var second = await ListAsync(new ImagePageRequest(ImageFilter.All, ImageSort.Added, false, 2, first.NextCursor));
        Assert.That(second.Select(image => image.Id), Is.EqualTo(ids[2..]));
    }

    [Test]
    public void ListAsync_ForeignCursor_IsRefused() => Assert.That(
        () => Pictures.ListAsync(new ImagePageRequest(ImageFilter.All, ImageSort.Added, false, 2, "foreign!"), None), Refuses.As(
            LibraryErrorKind.Invalid));

    [Test]
    public async Task LayoutAsync_OddShapes_GivesAspects()
    {
        await CommitAsync(AddOptions.Default, File("a.png", [1], 40, 30), File("b.png", [2], 1, 1000), File("c.png", [3], 3000, 10));

        var layout = await Pictures.LayoutAsync(ImageFilter.All, ImageSort.Added, descending: false, None);

        Assert.That(layout.Aspects, Is.EqualTo(new[] { 133, 1, 30_000 }));
    }

    [Test]
    public async Task CountsAsync_EveryStatus_CountsEach()
    {
        var ids = await AddManyAsync(6);
        await EmbedAsync(ids[..3]);
        await FailAsync(ids[3]);

        Assert.That(await Pictures.CountsAsync(None), Is.EqualTo(new ImageCounts(3, 2, 1)));
        Assert.That(((await FindAsync(ids[3])).Status, (await FindAsync(ids[3])).Problem), Is.EqualTo((ImageStatus.Failed, "broken")));
    }

    [Test]
    public async Task Names_SeveralPictures_AreCountedInOrdinalOrder()
    {
        await AddAsync("1", null, "b", "y", "x");
        await AddAsync("2", null, "a", "x");
        await AddAsync("3", null, "b");
        await AddAsync("4");

        Assert.That(await Pictures.CategoriesAsync(None), Is.EqualTo(new[] { new NameCount("a", 1), new NameCount("b", 2) }));
        Assert.That(await Pictures.TagsAsync(None), Is.EqualTo(new[] { new NameCount("x", 2), new NameCount("y", 1) }));
        Assert.That(await Pictures.FileNamesAsync(None), Is.EqualTo(new[] { "1", "2", "3", "4" }));
    }

    [Test]
    public async Task StampAsync_AnyChange_IsAnother()
    {
        var stamps = new List<string> { await Pictures.StampAsync(None) };
        var image = await AddAsync("a.png");
        await StampAsync();
        await EmbedAsync(image.Id);
        await StampAsync();
        await FailAsync(image.Id);
        await StampAsync();
        await Pictures.RetryAsync(Only(image.Id), None);
        await StampAsync();
        await Pictures.EditAsync(Only(image.Id), _ => [new ImageEdit(image.Id, new ImageChange(null, "new", null))], None);
        await StampAsync();
        await RemoveAsync(image.Id);
        await StampAsync();

        Assert.That(stamps, Is.Unique);

        async Task StampAsync() => stamps.Add(await Pictures.StampAsync(None));
    }

    [Test]
    public async Task StampAsync_OnlyReads_StaysTheSame()
    {
        var image = await AddAsync("a.png");
        await EmbedAsync(image.Id);
        var stamp = await Pictures.StampAsync(None);

        await Pictures.CountsAsync(None);
        await Index.SearchAsync(VectorOf(1), 1, new(new ImageFilter { Tag = "x" }), None);
        await Provider.Embeddings.QueueAsync(None);

        Assert.That(await Pictures.StampAsync(None), Is.EqualTo(stamp));
    }

    private async Task<IReadOnlyList<ImageRecord>> ListAsync(ImagePageRequest request) => (await Pictures.ListAsync(request, None)).Items;

    // Two of one name, two of one size, and two added at one instant.
    private async Task AddVariedAsync()
    {
        await AddAsync("B.png", "1234");
        await AddAsync("b.png", "12");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await AddAsync("Ä.png", "21");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await AddAsync("a.png", "123");
        await AddAsync("a.png", "1");
    }
}
