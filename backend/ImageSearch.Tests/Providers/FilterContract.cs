using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers;

/// <summary>A filter selects the same pictures in a list, in a bulk action, and in a search.</summary>
public class FilterContract(ProviderKind kind) : ContractFixture(kind)
{
    private static readonly DateTimeOffset Start = new FakeClock().GetUtcNow();

    /// <summary>Filters, and the names of the pictures that pass.</summary>
    private static readonly IReadOnlyList<TestCaseData> Filters =
    [
        Case(ImageFilter.All, "cat", "Dog", "bird", "fish"),
        Case(new ImageFilter { Category = "pets" }, "cat", "Dog"),
        Case(new ImageFilter { Category = "PETS" }),
        Case(new ImageFilter { Categorized = true }, "cat", "Dog", "bird"),
        Case(new ImageFilter { Categorized = false }, "fish"),
        Case(new ImageFilter { Tag = "red" }, "cat", "bird"),
        Case(new ImageFilter { Category = "pets", Tag = "red" }, "cat"),
        Case(new ImageFilter { Search = "D" }, "Dog", "bird"),
        Case(new ImageFilter { Search = "%" }),
        Case(new ImageFilter { Status = ImageStatus.Indexed }, "cat", "Dog"),
        Case(new ImageFilter { Status = ImageStatus.Failed }, "bird"),
        Case(new ImageFilter { Status = ImageStatus.Pending }, "fish"),
        Case(new ImageFilter { AddedAfter = Start.AddSeconds(1) }, "Dog", "bird", "fish"),
        Case(new ImageFilter { AddedBefore = Start.AddSeconds(1) }, "cat"),
        Case(new ImageFilter { MinBytes = 3, MaxBytes = 3 }, "cat", "Dog"),
    ];

    private long[] _ids = [];

    [SetUp]
    public async Task AddPictures()
    {
        var cat = await AddAsync("cat", null, "pets", "red", "soft");
        Clock.Advance(TimeSpan.FromSeconds(1));
        var dog = await AddAsync("Dog", null, "pets", "brown");
        var bird = await AddAsync("bird", null, "wild", "red");
        var fish = await AddAsync("fish");
        _ids = [cat.Id, dog.Id, bird.Id, fish.Id];
        await EmbedAsync(cat.Id, dog.Id);
        await FailAsync(bird.Id);
    }

    [TestCaseSource(nameof(Filters))]
    public async Task Filter_ListedSearchedAndEdited_SelectsTheSame(ImageFilter filter, string[] names)
    {
        var page = await Pictures.ListAsync(new ImagePageRequest(filter, ImageSort.Added, Descending: false, 500, null), None);
        var layout = await Pictures.LayoutAsync(filter, ImageSort.Added, descending: false, None);

        Assert.That(page.Items.Select(image => image.Name), Is.EqualTo(names));
        Assert.That(page.Total, Is.EqualTo(names.Length));
        Assert.That(layout.Ids, Is.EqualTo(page.Items.Select(image => image.Id)));

        var found = await Index.SearchAsync(VectorOf(_ids[0]), 10, new VectorFilter(filter), None);
        var count = await Index.CountAsync(VectorOf(_ids[0]), null, new VectorFilter(filter), None);

        var images = await Pictures.FindManyAsync(found.Select(neighbour => neighbour.Id).ToList(), None);
        Assert.That(images.Select(image => image.Name), Is.EquivalentTo(names.Intersect(["cat", "Dog"])));
        Assert.That(count, Is.EqualTo(found.Count));

        var seen = new List<string>();

        var result = await Pictures.EditAsync(
            new ImageSelection.ByFilter(filter),
            images =>
            {
                seen.AddRange(images.Select(image => image.Name));
                return images.Select(image => new ImageEdit(image.Id, new ImageChange(null, null, ["seen"]))).ToList();
            },
            None);

        Assert.That(seen, Is.EqualTo(names));
        Assert.That(result, Is.EqualTo(new BulkResult(names.Length, 0)));
        Assert.That(
            (await Pictures.FindManyAsync(_ids, None)).Where(image => image.Tags.Contains("seen")).Select(image => image.Name),
            Is.EqualTo(names));
    }

    private static TestCaseData Case(ImageFilter filter, params string[] names) => new(filter, names);
}
