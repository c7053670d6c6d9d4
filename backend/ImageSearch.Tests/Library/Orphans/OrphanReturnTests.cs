using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Library.Orphans;

/// <summary>A new row gets its file back.</summary>
public class OrphanReturnTests : OrphanFixture
{
    [Test]
    public async Task Add_ContentThatWasSetAside_TakesItsFileBack()
    {
        await SetAsideAsync();
        var library = await StartAsync();

        var image = await AddAsync(library, 2);

        Assert.That(Files(), Is.EqualTo((2, 0)));
        Assert.That(await File.ReadAllBytesAsync(library.Images.OriginalPath(image)), Is.EqualTo(Picture(2)));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(OrphansFolder, "ledger.jsonl")), Does.Contain("\"what\":\"returned\""));
    }

    [Test]
    public async Task Open_RestoredCatalogueNamesAnOrphan_TakesItsFileBack()
    {
        var whole = await SetAsideAsync();
        RestoreCatalogue(whole);

        var library = await StartAsync();

        Assert.That(Files(), Is.EqualTo((2, 0)));
        Assert.That(Log.All, Has.Some.Contains("1 originals are back"));
        await AssertAllReadableAsync(library, 2);
        AssertNoneLost([1, 2]);
    }

    [Test]
    public async Task Open_PictureFailedBecauseItsFileWasSetAside_IsEmbeddedNow()
    {
        await SetAsideAsync();
        Tamper(RowOf(Orphan()));

        var library = await StartAsync();
        await library.WaitUntilEmbeddedAsync();

        Assert.That(
            (await library.Images.Catalog.FindByContentAsync([Orphan()], CancellationToken.None)),
            Is.Empty.Or.All.Matches<KeyValuePair<string, ImageRecord>>(
                found => found.Value.Status == ImageStatus.Indexed));
        Assert.That((await library.Images.Catalog.CountsAsync(CancellationToken.None)).Indexed, Is.EqualTo(2));
    }

    [Test]
    public async Task Open_OnlyTheTableNamesAnOrphan_TakesItsFileBack()
    {
        await SetAsideAsync();
        AddUnindexed(Orphan());

        await RunAsync();

        Assert.That(Files(), Is.EqualTo((2, 0)));
    }

    /// <returns>A copy of the catalogue that names both pictures.</returns>
    private async Task<string> SetAsideAsync()
    {
        await AddAndCloseAsync(1, 2);
        var whole = CopyOfCatalogue();
        Tamper("DELETE FROM images WHERE name = '2.png'");
        await RunAsync();
        Assert.That(Files(), Is.EqualTo((1, 1)));
        return whole;
    }

    private string Orphan()
    {
        var path = Directory.EnumerateFiles(OrphansFolder, "*.png", SearchOption.AllDirectories).Concat(
            Directory.EnumerateFiles(Path.Combine(DataFolder, "images"), "*.png", SearchOption.AllDirectories)
                .Where(path => File.ReadAllBytes(path).AsSpan().SequenceEqual(Picture(2)))).First();
        return Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileNameWithoutExtension(path);
    }
}
