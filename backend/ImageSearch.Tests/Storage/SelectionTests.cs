using ImageSearch.Engine.Library;

namespace ImageSearch.Tests.Storage;

/// <summary>Every filter, through the catalogue: lists, layouts, totals and bulk actions must mean the same pictures.</summary>
public class SelectionTests : StorageFixture
{
    private static readonly string[] Hostile =
    [
        "'", "\"", "' OR 1=1 --", "'; DROP TABLE images; --", "%", "_", "*", "\\", "@category", "[1]", "\u0000", "é\u0000", "1) OR (1=1", "😀", "\ud800",
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

        Expect(new ImageFilter { Category = "cats" }, a);
        Expect(new ImageFilter { Category = "" });
        Expect(new ImageFilter { Tag = "y" }, a, b);
        Expect(new ImageFilter { Tag = "Y" });
        Expect(new ImageFilter { Status = ImageStatus.Indexed }, a);
        Expect(new ImageFilter { Status = ImageStatus.Pending }, c);
        Expect(new ImageFilter { Status = ImageStatus.Failed }, b);
        Expect(new ImageFilter { Search = "ÄLPHA" }, a);
        Expect(new ImageFilter { Search = "A\u0308lpha" }, a);
        Expect(new ImageFilter { Search = "%_" }, c);
        Expect(new ImageFilter { Search = "" }, a, b, c);
        Expect(new ImageFilter { AddedAfter = noon }, b, c);
        Expect(new ImageFilter { AddedBefore = noon }, a);
        Expect(new ImageFilter { AddedAfter = noon, AddedBefore = noon.AddMilliseconds(1) }, b);
        Expect(new ImageFilter { MinBytes = 200 }, b, c);
        Expect(new ImageFilter { MaxBytes = 200 }, a, b);
        Expect(new ImageFilter { MinBytes = 101, MaxBytes = 299 }, b);
        Expect(new ImageFilter { Tag = "y", Category = "Cats", Search = "bet", Status = ImageStatus.Failed, MinBytes = 1 }, b);
        Expect(new ImageFilter { Tag = "x", Category = "Cats" });
        Expect(ImageFilter.All, a, b, c);
        Assert.That(Catalog.IndexedIds(new ImageFilter { Tag = "y" }), Is.EqualTo(new[] { a }));
    }

    [TestCaseSource(nameof(Hostile))]
    public async Task List_HostileText_IsOnlyText(string text)
    {
        var id = await AddAsync("a.jpg");

        foreach (var filter in new[] { new ImageFilter { Category = text }, new ImageFilter { Tag = text }, new ImageFilter { Search = $"a{text}" } })
        {
            Expect(filter);
            var removal = await Catalog.RemoveAsync(new ImageSelection.ByFilter(filter), CancellationToken.None);
            Assert.That(removal.Ids, Is.Empty);
        }

        await Catalog.CategorizeAsync(new ImageSelection.ByIds([id]), text, CancellationToken.None);
        Expect(new ImageFilter { Category = Catalog.Find(id)!.Category }, id);
    }

    [Test]
    public async Task CategorizeAsync_ByFilterOnTheCategoryItself_ChangesThoseOnly()
    {
        var a = await AddAsync("a.jpg", category: "old");
        var b = await AddAsync("b.jpg", category: "other");

        var result = await Catalog.CategorizeAsync(
            new ImageSelection.ByFilter(new ImageFilter { Category = "old" }), "new", CancellationToken.None);

        Assert.That(result, Is.EqualTo(new BulkResult(1, 0)));
        Assert.That(Catalog.Categories(), Is.EqualTo(new[] { new NameCount("new", 1), new NameCount("other", 1) }));
        Assert.That((Catalog.Find(a)!.Category, Catalog.Find(b)!.Category), Is.EqualTo(("new", "other")));
    }

    [Test]
    public async Task RemoveAsync_NoIds_RemovesNothing()
    {
        await AddAsync("a.jpg");

        var removal = await Catalog.RemoveAsync(new ImageSelection.ByIds([]), CancellationToken.None);

        Assert.That((removal.Result, Catalog.Counts().Total), Is.EqualTo((new BulkResult(0, 0), 1)));
    }

    private void Expect(ImageFilter filter, params long[] ids)
    {
        var page = Catalog.List(new ImagePageRequest(filter, ImageSort.Added, false, 500, null));
        Assert.That(page.Items.Select(image => image.Id), Is.EqualTo(ids), $"{filter}");
        Assert.That(page.Total, Is.EqualTo(ids.Length), $"{filter}");
        Assert.That(Catalog.IdsOf(filter), Is.EqualTo(ids), $"{filter}");
    }
}
