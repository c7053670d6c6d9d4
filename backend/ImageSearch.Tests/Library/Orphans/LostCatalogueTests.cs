using Dapper;
using ImageSearch.Engine.Embedding.Editing;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Tests.Library.Orphans;

/// <summary>A catalogue that lost data: neither the next start nor a later one deletes an original.</summary>
public class LostCatalogueTests : OrphanFixture
{
    [TestCase(5)]
    [TestCase(30)]
    public async Task Open_CatalogueMovedAway_EveryOriginalStays(int count)
    {
        await AddAndCloseAsync(Enumerable.Range(0, count));
        var old = CopyOfCatalogue();
        File.Delete(Catalogue);

        await RunAsync();
        Assert.That(
            Log.Warnings.Single(),
            Does.Contain($"{count} of {count} originals").And.Contain("the catalogue is new").And.Contain("imagesearch index"));
        await RunAsync();

        Assert.That(Files(), Is.EqualTo((count, 0)));
        RestoreCatalogue(old);
        await AssertAllReadableAsync(await StartAsync(), count);
        AssertNoneLost(Enumerable.Range(0, count));
    }

    [Test]
    public async Task Open_CatalogueMovedAwayWithoutItsLog_KeepsTheLog()
    {
        await AddAndCloseAsync(0, 1);
        var library = await OpenAsync();
        await AddAsync(library, 2);
        var crashed = Path.Combine(Folder, "crashed");
        CrashImage.Copy(DataFolder, crashed);
        var old = Path.Combine(Folder, "old.db");
        File.Move(Path.Combine(crashed, "catalog.db"), old);

        await RunAsync(crashed);

        Assert.That(Log.Warnings, Has.Some.Contains("catalog.db-wal.1"));
        File.Delete(Path.Combine(crashed, "catalog.db"));
        File.Move(old, Path.Combine(crashed, "catalog.db"));
        File.Move(Path.Combine(crashed, "catalog.db-wal.1"), Path.Combine(crashed, "catalog.db-wal"));
        await AssertAllReadableAsync(await StartAsync(crashed), 3);
    }

    [Test]
    public async Task Open_CatalogueMovedAwayAndOriginalsAddedAgain_TrustsTheNewOne()
    {
        await AddAndCloseAsync(Enumerable.Range(0, 12));
        File.Delete(Catalogue);
        var library = await StartAsync();
        var report = await library.IndexFolderAsync(Path.Combine(DataFolder, "images"));
        Assert.That(report.Added, Is.EqualTo(12));
        await library.DisposeAsync();

        await RunAsync();
        Assert.That(Log.Warnings, Is.Empty);
        PutOriginal("left by a crash");
        await RunAsync();

        Assert.That(Files(), Is.EqualTo((12, 1)));
    }

    [Test]
    public async Task Open_EveryRowDeleted_NoOriginalIsLost([Values(5, 30)] int count)
    {
        await AddAndCloseAsync(Enumerable.Range(0, count));
        Tamper("DELETE FROM images");

        await RunAsync();
        await RunAsync();

        AssertNoneLost(Enumerable.Range(0, count));
        Assert.That(Files(), Is.EqualTo(count > 10 ? (count, 0) : (0, count)), "a few are set aside, many are not touched");
    }

    [TestCase(5)]
    [TestCase(30)]
    public async Task Open_EmptyCatalogueInItsPlace_EveryOriginalStays(int count)
    {
        await (await OpenAsync(Path.Combine(Folder, "other"))).DisposeAsync();
        await AddAndCloseAsync(Enumerable.Range(0, count));
        RestoreCatalogue(Path.Combine(Folder, "other", "catalog.db"));

        await RunAsync();
        await RunAsync();

        Assert.That(Files(), Is.EqualTo((count, 0)));
        AssertNoneLost(Enumerable.Range(0, count));
    }

    [Test]
    public async Task Open_EmptyFileInItsPlace_EveryOriginalStays()
    {
        await AddAndCloseAsync(Enumerable.Range(0, 5));
        await File.WriteAllBytesAsync(Catalogue, []);

        await RunAsync();
        await RunAsync();

        Assert.That(Files(), Is.EqualTo((5, 0)));
    }

    [Test]
    public async Task Open_LogLost_EveryOriginalStays([Values] bool emptied)
    {
        await AddAndCloseAsync(Enumerable.Range(0, 20));
        var library = await OpenAsync();
        for (var seed = 20; seed < 25; seed++)
            await AddAsync(library, seed);
        var crashed = Path.Combine(Folder, "crashed");
        CrashImage.Copy(DataFolder, crashed);
        File.Delete(Path.Combine(crashed, "catalog.db-wal"));
        if (emptied)
            await File.WriteAllBytesAsync(Path.Combine(crashed, "catalog.db-wal"), []);

        await RunAsync(crashed);
        Assert.That(Log.Warnings.Single(), Does.Contain("5 of 25 originals"));
        await RunAsync(crashed);

        Assert.That(Files(crashed), Is.EqualTo((25, 0)));
        AssertNoneLost(Enumerable.Range(0, 25), crashed);
    }

    /// <summary>The newest part is in the file, an older one in the log: only the mark in the file shows it.</summary>
    [Test]
    public async Task Open_LogLostAfterACheckpoint_EveryOriginalStays()
    {
        await AddAndCloseAsync(Enumerable.Range(0, 20));
        var library = await OpenAsync();
        await AddAsync(library, 20);
        using (var connection = new SqliteConnection($"Data Source={Catalogue};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }

        var checkpointed = CopyOfCatalogue();
        for (var seed = 21; seed < 25; seed++)
            await AddAsync(library, seed);
        var crashed = Path.Combine(Folder, "crashed");
        CrashImage.Copy(DataFolder, crashed);
        File.Copy(checkpointed, Path.Combine(crashed, "catalog.db"), overwrite: true);
        File.Delete(Path.Combine(crashed, "catalog.db-wal"));

        await RunAsync(crashed);
        Assert.That(Log.Warnings.Single(), Does.Contain("its log catalog.db-wal was lost"));
        await RunAsync(crashed);

        Assert.That(Files(crashed), Is.EqualTo((25, 0)));
    }

    [TestCase(5)]
    [TestCase(20)]
    public async Task Open_OlderCopyRestored_EveryOriginalStays(int newer)
    {
        await AddAndCloseAsync(Enumerable.Range(0, 15));
        var backup = CopyOfCatalogue();
        await AddAndCloseAsync(Enumerable.Range(15, newer));
        var newest = CopyOfCatalogue();
        RestoreCatalogue(backup);

        await RunAsync();
        Assert.That(Log.Warnings.Single(), Does.Contain($"{newer} of {15 + newer} originals").And.Contain("not the one that was in use here last"));
        await RunAsync();

        Assert.That(Files(), Is.EqualTo((15 + newer, 0)));
        RestoreCatalogue(newest);
        await AssertAllReadableAsync(await StartAsync(), 15 + newer);
    }

    [Test]
    public async Task Open_CatalogueOfAnEarlierVersion_EveryOriginalStaysUntilAllAreNamed()
    {
        await AddAndCloseAsync(Enumerable.Range(0, 15));
        Tamper("DELETE FROM settings WHERE key IN ('session', 'session_end')");
        File.Delete(Path.Combine(DataFolder, "session"));
        var unnamed = PutOriginal("unnamed");

        await RunAsync();
        await RunAsync();
        Assert.That(Files(), Is.EqualTo((16, 0)));
        File.Delete(unnamed);
        await RunAsync();
        PutOriginal("left by a crash");
        await RunAsync();

        Assert.That(Files(), Is.EqualTo((15, 1)));
    }

    [Test]
    public async Task Open_CatalogueMovedAway_SetsTheFoldersOfOtherSpacesAside()
    {
        await AddAndCloseAsync(0, 1);
        var kept = Directory.CreateDirectory(Path.Combine(DataFolder, "spaces", "kept")).FullName;
        await File.WriteAllTextAsync(Path.Combine(kept, "index.faiss"), "of a space that the old catalogue listed");
        File.Delete(Catalogue);

        await RunAsync();

        Assert.That(kept, Does.Not.Exist);
        Assert.That(Path.Combine(OrphansFolder, "spaces", "kept", "index.faiss"), Does.Exist);
        Assert.That(Log.Warnings, Has.Some.Contains("may have lost rows"));
    }

    [Test]
    public async Task Open_FolderOfASpaceThatAWholeCatalogueDoesNotList_IsDeleted()
    {
        await AddAndCloseAsync(0);
        var left = Directory.CreateDirectory(Path.Combine(DataFolder, "spaces", "left")).FullName;

        await RunAsync();

        Assert.That(left, Does.Not.Exist);
        Assert.That(OrphansFolder, Does.Not.Exist);
    }

    /// <summary>The saved index has vectors of the old pictures, which would answer for new pictures with the same ids.</summary>
    [Test]
    public async Task Open_CatalogueMovedAway_NewPicturesGetIdsThatNoVectorHas()
    {
        var library = await OpenAsync();
        var old = new List<long>();
        for (var seed = 0; seed < 3; seed++)
            old.Add((await AddAsync(library, seed)).Id);
        await library.WaitUntilEmbeddedAsync();
        await library.DisposeAsync();
        File.Delete(Catalogue);
        library = await StartAsync();

        var added = await AddAsync(library, 3);

        Assert.That(added.Id, Is.GreaterThan(old.Max()));
    }
}
