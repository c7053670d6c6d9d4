using ImageSearch.Engine;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Storage;

public class PagingTests : StorageFixture
{
    /// <summary>Names, sizes and times repeat, so that most rows share their sort key with others.</summary>
    [Test]
    public async Task List_PageByPage_ShowsEachPictureOnceInOrder([Values] ImageSort sort, [Values] bool descending, [Values(1, 7, 60)] int limit)
    {
        var random = new Random(5);
        for (var i = 0; i < 6; i++)
        {
            await Catalog.AddAsync(
                Enumerable.Range(0, 10).Select(j => Pictures.New($"{(char)('a' + random.Next(3))}.jpg", $"{i}/{j}", random.Next(3))).ToList(),
                CancellationToken.None);
            Clock.Advance(TimeSpan.FromMilliseconds(random.Next(2)));
        }

        var seen = await Pages(sort, descending, limit).SelectMany(page => page.Items).ToListAsync();

        Assert.That(
            seen.Select(image => image.Id),
            Is.EqualTo((await Catalog.LayoutAsync(ImageFilter.All, sort, descending, CancellationToken.None)).Ids));
        Assert.That(seen.Select(image => image.Id), Is.Unique.And.Exactly(60).Items);
        Assert.That(seen.Select(image => Key(image, sort)), descending ? Is.Ordered.Descending : Is.Ordered);
    }

    [Test]
    public async Task List_PicturesComeAndGoBetweenPages_NeitherRepeatsNorSkipsTheOthers()
    {
        var ids = (await Catalog.AddAsync(Enumerable.Range(0, 20).Select(i => Pictures.New($"{i}.jpg")).ToList(), CancellationToken.None))
            .Select(image => image.Id).ToList();

        var first = await Catalog.ListAsync(new ImagePageRequest(ImageFilter.All, ImageSort.Added, true, 5, null), CancellationToken.None);
        await Catalog.RemoveAsync(new ImageSelection.ByIds([first.Items[^1].Id, ids[0]]), CancellationToken.None);
        await AddAsync("newest.jpg");
        var rest = await Catalog.ListAsync(
            new ImagePageRequest(ImageFilter.All, ImageSort.Added, true, 500, first.NextCursor),
            CancellationToken.None);

        Assert.That(rest.Items.Select(image => image.Id), Is.EqualTo(ids.Skip(1).Take(14).Reverse()));
        Assert.That(rest.NextCursor, Is.Null);
    }

    [Test]
    public async Task List_FilteredPage_CountsAllThatPass()
    {
        await Catalog.AddAsync(
            Enumerable.Range(0, 9).Select(i => Pictures.New($"{i}.jpg", category: i % 2 == 0 ? "even" : "odd")).ToList(), CancellationToken.None);

        var page = await Catalog.ListAsync(
            new ImagePageRequest(new ImageFilter { Category = "even" }, ImageSort.Name, false, 2, null),
            CancellationToken.None);
        var last = await Catalog.ListAsync(
            new ImagePageRequest(new ImageFilter { Category = "even" }, ImageSort.Name, false, 3, page.NextCursor),
            CancellationToken.None);

        Assert.That((page.Total, page.Items.Count, last.Total, last.Items.Count, last.NextCursor), Is.EqualTo((5, 2, 5, 3, (string?)null)));
    }

    [Test]
    public async Task List_NameCursorOnAnotherSort_IsRefused()
    {
        var cursor = new PageCursor("a.jpg", 1).Encode();

        await Assert.ThatAsync(
            () => Catalog.ListAsync(new ImagePageRequest(ImageFilter.All, ImageSort.Size, false, 10, cursor), CancellationToken.None), Refuses.As(
                LibraryErrorKind.Invalid));
    }

    private static object Key(ImageRecord image, ImageSort sort) => sort switch
    {
        ImageSort.Added => image.AddedAt,
        ImageSort.Name => image.Name,
        _ => image.Bytes,
    };

    private async IAsyncEnumerable<ImagePage> Pages(ImageSort sort, bool descending, int limit)
    {
        string? cursor = null;
        do
        {
            var page = await Catalog.ListAsync(new ImagePageRequest(ImageFilter.All, sort, descending, limit, cursor), CancellationToken.None);
            Assert.That(page.Items, Has.Count.LessThanOrEqualTo(limit));
            Assert.That(page.Total, Is.EqualTo(60));
            yield return page;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
