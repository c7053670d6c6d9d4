using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Storage;

/// <summary>Every filter, through the catalogue: lists, layouts, totals and bulk actions must select the same pictures.</summary>
public class SelectionTests : StorageFixture
{
    private static readonly string[] Hostile =
    [
        "'", "\"", "' OR 1=1 --", "'; DROP TABLE images; --", "%", "_", "*", "\\", "@category", "[1]",
        "\u0000", "é\u0000", "1) OR (1=1", "😀", "\ud800",
    ];

    [Test]
    public async Task List_EachFilter_FindsExactlyItsPictures()
    {
        var a = await AddAsync("Älpha.jpg", bytes: 100, category: "cats", tags: ["x", "y"]);
        Clock.Advance(TimeSpan.FromHours(1));
        var b = await AddAsync("beta.jpg", bytes: 200, category: "Cats", tags: ["y"]);
        Clock.Advance(TimeSpan.FromHours(1));
        var c = await AddAsync("100%_alpha.jpg", bytes: 300);
        await Embeddings.ShowAsync("space", CancellationToken.None);
        await Embeddings.CompleteAsync("space", [new(a, [1])], [new(b, "broken")], CancellationToken.None);
        var noon = Clock.GetUtcNow() - TimeSpan.FromHours(1);

        await ExpectAsync(new ImageFilter { Category = "cats" }, a);
        await ExpectAsync(new ImageFilter { Category = "" });
        await ExpectAsync(new ImageFilter { Tag = "y" }, a, b);
        await ExpectAsync(new ImageFilter { Tag = "Y" });
        await ExpectAsync(new ImageFilter { Status = ImageStatus.Indexed }, a);
        await ExpectAsync(new ImageFilter { Status = ImageStatus.Pending }, c);
        await ExpectAsync(new ImageFilter { Status = ImageStatus.Failed }, b);
        await ExpectAsync(new ImageFilter { Search = "ÄLPHA" }, a);
        await ExpectAsync(new ImageFilter { Search = "A\u0308lpha" }, a);
        await ExpectAsync(new ImageFilter { Search = "%_" }, c);
        await ExpectAsync(new ImageFilter { Search = "" }, a, b, c);
        await ExpectAsync(new ImageFilter { AddedAfter = noon }, b, c);
        await ExpectAsync(new ImageFilter { AddedBefore = noon }, a);
        await ExpectAsync(new ImageFilter { AddedAfter = noon, AddedBefore = noon.AddMilliseconds(1) }, b);
        await ExpectAsync(new ImageFilter { MinBytes = 200 }, b, c);
        await ExpectAsync(new ImageFilter { MaxBytes = 200 }, a, b);
        await ExpectAsync(new ImageFilter { MinBytes = 101, MaxBytes = 299 }, b);
        await ExpectAsync(new ImageFilter { Tag = "y", Category = "Cats", Search = "bet", Status = ImageStatus.Failed, MinBytes = 1 }, b);
        await ExpectAsync(new ImageFilter { Tag = "x", Category = "Cats" });
        await ExpectAsync(ImageFilter.All, a, b, c);
        Assert.That(await Catalog.IndexedIdsAsync(new ImageFilter { Tag = "y" }, CancellationToken.None), Is.EqualTo(new[] { a }));
    }

    [TestCaseSource(nameof(Hostile))]
    public async Task List_HostileText_IsOnlyText(string text)
    {
        var id = await AddAsync("a.jpg");

        foreach (var filter in new[] { new ImageFilter { Category = text }, new ImageFilter { Tag = text }, new ImageFilter { Search = $"a{text}" } })
        {
            await ExpectAsync(filter);
            var removal = await Catalog.RemoveAsync(new ImageSelection.ByFilter(filter), CancellationToken.None);
            Assert.That(removal.Ids, Is.Empty);
        }

        await Catalog.EditAsync(new ImageSelection.ByIds([id]), _ => [new ImageEdit(id, new ImageChange(null, text, null))], CancellationToken.None);
        await ExpectAsync(new ImageFilter { Category = (await Catalog.FindAsync(id, CancellationToken.None))!.Category }, id);
    }

    [Test]
    public async Task CategorizeAsync_ByFilterOnTheCategoryItself_ChangesThoseOnly()
    {
        var a = await AddAsync("a.jpg", category: "old");
        var b = await AddAsync("b.jpg", category: "other");

        var result = await Images.CategorizeAsync(
            new ImageSelection.ByFilter(new ImageFilter { Category = "old" }), "new", CancellationToken.None);

        Assert.That(result, Is.EqualTo(new BulkResult(1, 0)));
        Assert.That(await Catalog.CategoriesAsync(CancellationToken.None), Is.EqualTo(new[] { new NameCount("new", 1), new NameCount("other", 1) }));
        Assert.That(
            ((await Catalog.FindAsync(a, CancellationToken.None))!.Category, (await Catalog.FindAsync(b, CancellationToken.None))!.Category),
            Is.EqualTo(("new", "other")));
    }

    [Test]
    public async Task RemoveAsync_NoIds_RemovesNothing()
    {
        await AddAsync("a.jpg");

        var removal = await Catalog.RemoveAsync(new ImageSelection.ByIds([]), CancellationToken.None);

        Assert.That((removal.Result, (await Catalog.CountsAsync(CancellationToken.None)).Total), Is.EqualTo((new BulkResult(0, 0), 1)));
    }

    private async Task ExpectAsync(ImageFilter filter, params long[] ids)
    {
        var page = await Catalog.ListAsync(new ImagePageRequest(filter, ImageSort.Added, false, 500, null), CancellationToken.None);
        Assert.That(page.Items.Select(image => image.Id), Is.EqualTo(ids), $"{filter}");
        Assert.That(page.Total, Is.EqualTo(ids.Length), $"{filter}");
        Assert.That(await Catalog.IdsOfAsync(filter), Is.EqualTo(ids), $"{filter}");
    }
}
