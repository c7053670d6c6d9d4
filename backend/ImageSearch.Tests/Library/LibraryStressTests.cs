using System.Collections.Concurrent;
using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Tests.Library;

/// <summary>Everything at once for a moment; afterwards, catalogue, index and files must agree.</summary>
public class LibraryStressTests : LibraryFixture
{
    private const int Steps = 40;
    private const int Contents = 40;

    private readonly ConcurrentDictionary<long, bool> _acknowledged = new();
    private readonly ConcurrentDictionary<long, bool> _removed = new();

    [Test]
    public async Task Everything_AtOnce_LeavesCatalogueIndexAndFilesInAgreement()
    {
        _acknowledged.Clear();
        _removed.Clear();
        var library = await OpenAsync();

        await Task.WhenAll(
            Repeat(1, random => AddSomeAsync(library, random)),
            Repeat(2, random => AddSomeAsync(library, random)),
            Repeat(3, random => AddSomeAsync(library, random)),
            Repeat(4, random => RemoveSomeAsync(library, random)),
            Repeat(5, random => TagSomeAsync(library, random)),
            Repeat(6, random => SearchAsync(library, random)),
            Repeat(7, random => SearchAsync(library, random)),
            Repeat(8, random => IndexAgainAsync(library, random)));
        await IdleAsync(library);
        await AgreesAsync(library);

        await library.DisposeAsync();
        library = await OpenAsync();
        await IdleAsync(library);
        await AgreesAsync(library);
    }

    private static Task Repeat(int seed, Func<Random, Task> step) => Task.Run(async () =>
    {
        var random = new Random(seed);
        for (var i = 0; i < Steps; i++)
            await step(random);
    });

    private static async Task SearchAsync(ImageLibrary library, Random random)
    {
        var ids = await library.Images.Catalog.IndexedIdsAsync(ImageFilter.All, CancellationToken.None);
        if (ids.Length == 0)
            return;
        var id = ids[random.Next(ids.Length)];
        var filter = random.Next(2) == 0 ? ImageFilter.All : new ImageFilter { Tag = "even" };
        try
        {
            var result = await library.Search.SimilarAsync(id, null, new SearchScope(5, 0.2, filter), CancellationToken.None);
            Assert.That(result.Hits.Select(hit => hit.Image.Id), Is.Unique.And.Not.Member(id));
            Assert.That(result.Hits.Select(hit => hit.Similarity), Is.Ordered.Descending.And.All.GreaterThanOrEqualTo(0.2));
        }
        catch (LibraryException exception) when (exception.Kind is LibraryErrorKind.NotFound or LibraryErrorKind.Conflict)
        {
            // The picture was removed between the list and the search.
        }
    }

    private async Task AddSomeAsync(ImageLibrary library, Random random)
    {
        var options = AddOptions.Default with { OnDuplicate = (DuplicatePolicy)random.Next(2), Category = $"{random.Next(3)}" };
        var files = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(Contents)).Select(seed => ($"{seed}.png", Picture(seed)))
            .ToArray();
        foreach (var outcome in await AddAsync(library, options, files))
        {
            if (outcome.Result == AddResult.Added)
                _acknowledged[outcome.Image!.Id] = true;
        }
    }

    private async Task RemoveSomeAsync(ImageLibrary library, Random random)
    {
        var ids = _acknowledged.Keys.Where(id => !_removed.ContainsKey(id)).OrderBy(id => id * 7919 % 101).Take(random.Next(4)).ToList();
        await library.Images.RemoveAsync(new ImageSelection.ByIds(ids), CancellationToken.None);
        ids.ForEach(id => _removed[id] = true);
    }

    private async Task TagSomeAsync(ImageLibrary library, Random random)
    {
        var ids = _acknowledged.Keys.Where(id => id % 2 == 0).Take(20).ToList();
        await library.Images.TagAsync(new ImageSelection.ByIds(ids), ["even"], [$"t{random.Next(3)}"], CancellationToken.None);
        await library.Images.CategorizeAsync(new ImageSelection.ByFilter(new ImageFilter { Category = "1" }), "one", CancellationToken.None);
    }

    private static async Task IndexAgainAsync(ImageLibrary library, Random random)
    {
        await Task.Delay(random.Next(20));
        if (random.Next(6) > 0)
            return;
        var job = await library.StartIndexJobAsync((IndexJobMode)random.Next(2), CancellationToken.None);
        if (random.Next(2) == 0)
            await library.Jobs.CancelAsync(job.Id, CancellationToken.None);
    }

    private static Task IdleAsync(ImageLibrary library) => Eventually.TrueAsync(
        async () => (await library.Jobs.UnfinishedAsync(CancellationToken.None)).Count == 0
            && (await library.IndexStatusAsync()).Progress is { Pending: 0, RatePerSecond: 0 }, "nothing is left to do");

    private async Task AgreesAsync(ImageLibrary library)
    {
        var expected = _acknowledged.Keys.Except(_removed.Keys).Order().ToArray();
        var images = await library.Images.Catalog.FindManyAsync(expected, CancellationToken.None);
        Assert.That(images.Select(image => image.Id), Is.EqualTo(expected));
        Assert.That((await library.Images.Catalog.CountsAsync(CancellationToken.None)), Is.EqualTo(new ImageCounts(expected.Length, 0, 0)));
        Assert.That(Originals(DataFolder), Is.EquivalentTo(images.Select(image => image.Sha256).Distinct()));
        Assert.That(images.Select(image => image.FileName), Is.Unique);
        Assert.That(Directory.EnumerateFiles(Path.Combine(DataFolder, "tmp")), Is.Empty);

        foreach (var image in images)
        {
            var result = await library.Search.SimilarAsync(image.Id, null, new SearchScope(100, 0, ImageFilter.All), CancellationToken.None);
            Assert.That(result.Total, Is.EqualTo(expected.Length - 1));
            var twins = images.Where(other => other.Sha256 == image.Sha256 && other.Id != image.Id).Select(other => other.Id);
            Assert.That(result.Hits.Where(hit => hit.Similarity == 1).Select(hit => hit.Image.Id), Is.SupersetOf(twins));
        }
    }
}
