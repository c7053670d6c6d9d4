using ImageSearch.Engine;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Tests.Library;

/// <summary>Moving a library to another type of index, and what its index cannot do by itself.</summary>
public class IndexTypeChangeTests : IndexTypeFixture
{
    private const int Count = 60;

    [Test]
    public async Task StartIndexJobAsync_TypeThatNeedsTraining_IsRefusedUntilThereAreEnoughPictures()
    {
        var library = await OpenAsync(index: new IndexOptions { Type = "IVF32,Flat" });
        await FillAsync(library, 20);
        Assert.That((await library.IndexStatusAsync()).Engine, Is.EqualTo("faiss IndexFlatIP"));
        Assert.That(
            (await library.IndexStatusAsync()).Note,
            Does.Contain("IVF32,Flat").And.Contain("32 pictures or more").And.Contain("the library has 20"));
        Assert.That(
            () => library.StartIndexJobAsync(IndexJobMode.Type, CancellationToken.None),
            Refuses.As(LibraryErrorKind.Conflict, "space-state").And.Message.Contains("32 pictures or more").And.Message.Contains("20 are indexed"));

        await FillAsync(library, 15, from: 20);
        await AssertFindsItselfAsync(library);
        Assert.That(
            ((await library.IndexStatusAsync()).Engine, (await library.Jobs.ListAsync(10, null, CancellationToken.None)).Total),
            Is.EqualTo(("faiss IndexFlatIP", 0)),
            "nothing moves by itself");
        await ChangeAsync(library, "faiss IVF32,Flat");

        await AssertFindsItselfAsync(library);
        Assert.That((await library.IndexStatusAsync()).Note, Is.Null);
        await FillAsync(library, 5, from: 35);
        Assert.That((await SearchAsync(library, 37)).Hits[0].Image.Name, Is.EqualTo("37.png"), "what comes later is found as well");
    }

    [Test]
    public async Task StartIndexJobAsync_ThatTypeAlready_EndsAtOnce([Values("SQ8", "HNSW8")] string type)
    {
        var library = await OpenAsync(index: new IndexOptions { Type = type });
        await FillAsync(library, 20);
        await ChangeAsync(library, $"faiss {type}");
        var space = (await library.Spaces.ListAsync(CancellationToken.None)).Single();
        await library.DisposeAsync();
        // Nothing can be embedded again without its original.
        Directory.Move(Path.Combine(DataFolder, "images"), Path.Combine(Folder, "away"));

        library = await OpenAsync(index: new IndexOptions { Type = type });
        await ChangeAsync(library, $"faiss {type}");

        Assert.That(
            ((await library.Spaces.ListAsync(CancellationToken.None)).Single().Id, (await library.IndexStatusAsync()).Progress.Indexed),
            Is.EqualTo((space.Id, 20)));
    }

    [Test]
    public async Task Open_AnotherTypeThereAndBack_CopiesTheVectorsAndLeavesNothingBehind()
    {
        var library = await OpenAsync();
        await FillAsync(library, 40);
        await library.DisposeAsync();
        // A picture cannot be embedded again without its original.
        Directory.Move(Path.Combine(DataFolder, "images"), Path.Combine(Folder, "away"));

        foreach (var (type, engine) in new[] { ("HNSW8", "faiss HNSW8"), ("IVF2,Flat", "faiss IVF2,Flat"), ("Flat", "faiss IndexFlatIP") })
        {
            library = await OpenAsync(index: new IndexOptions { Type = type });
            Assert.That((await library.IndexStatusAsync()).Note, Does.Contain(type), "the old one answers until a job is started");
            await AssertFindsItselfAsync(library);
            await ChangeAsync(library, engine);
            Assert.That(
                ((await library.IndexStatusAsync()).Progress.Indexed, (await library.IndexStatusAsync()).Progress.Failed),
                Is.EqualTo((40, 0)));
            await AssertFindsItselfAsync(library);
            await library.DisposeAsync();
            Assert.That(Directory.GetDirectories(Path.Combine(DataFolder, "spaces")), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task Open_FromATypeThatLosesDetail_EmbedsThePicturesAgain()
    {
        var library = await OpenAsync(index: new IndexOptions { Type = "SQ8" });
        await FillAsync(library, 40);
        await ChangeAsync(library, "faiss SQ8");
        await library.DisposeAsync();

        // Through a flat index, which trains the new one.
        library = await OpenAsync(index: new IndexOptions { Type = "IVF2,Flat" });
        await ChangeAsync(library, "faiss IVF2,Flat");

        var vectors = await VectorsAsync(library);
        Assert.That(await RecallAsync(library, vectors, IndexMetric.Cosine), Is.GreaterThan(0.3));
        Assert.That((await SearchAsync(library, 3)).Hits[0].Similarity, Is.EqualTo(1), "exact again");
        Assert.That(Directory.GetDirectories(Path.Combine(DataFolder, "spaces")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Remove_TypeThatCannot_HidesThemAtOnceAndFlatAndBackFreesTheirMemory()
    {
        var options = new IndexOptions { Type = "HNSW16" };
        var library = await OpenAsync(index: options);
        await FillAsync(library, Count);
        var ids = await library.Images.Catalog.IndexedIdsAsync(ImageFilter.All, CancellationToken.None);
        var full = (await library.IndexStatusAsync()).Bytes;

        await RemoveAsync(library, ids[..10]);
        await AssertOnlyAsync(library, ids[10..]);
        Assert.That((await library.IndexStatusAsync()).Bytes, Is.EqualTo(full), "the dead are still in memory");

        await library.DisposeAsync();
        library = await OpenAsync(index: options);
        await AssertOnlyAsync(library, ids[10..]);

        await RemoveAsync(library, ids[10..20]);
        await AssertOnlyAsync(library, ids[20..]);
        await library.DisposeAsync();
        foreach (var (type, engine) in new[] { ("Flat", "faiss IndexFlatIP"), ("HNSW16", "faiss HNSW16") })
        {
            library = await OpenAsync(index: new IndexOptions { Type = type });
            await AssertOnlyAsync(library, ids[20..]);
            await ChangeAsync(library, engine);
            await AssertOnlyAsync(library, ids[20..]);
            await library.DisposeAsync();
        }

        library = await OpenAsync(index: options);
        await AssertOnlyAsync(library, ids[20..]);
        Assert.That((await library.IndexStatusAsync()).Bytes, Is.EqualTo(full * 40 / 60));
        Assert.That((await library.Jobs.ListAsync(10, null, CancellationToken.None)).Total, Is.EqualTo(2), "those that were started");
    }

    [Test]
    public async Task Open_TrainedIndexDamaged_EmbedsTheLibraryAgain()
    {
        var options = new IndexOptions { Type = "SQ8" };
        var library = await OpenAsync(index: options);
        await FillAsync(library, 40);
        await ChangeAsync(library, "faiss SQ8");
        await library.DisposeAsync();
        await File.WriteAllTextAsync(
            Directory.GetFiles(Path.Combine(DataFolder, "spaces"), "index.faiss", SearchOption.AllDirectories).Single(),
            "x");

        library = await OpenAsync(index: options);
        await MovedAsync(library, "faiss IndexFlatIP");

        Assert.That((await library.IndexStatusAsync()).Note, Does.Contain("SQ8"));
        Assert.That((await library.IndexStatusAsync()).Progress, Is.EqualTo(new IndexProgress(40, 0, 0, 0, null)));
        Assert.That((await SearchAsync(library, 3)).Hits[0].Image.Name, Is.EqualTo("3.png"));
    }
}
