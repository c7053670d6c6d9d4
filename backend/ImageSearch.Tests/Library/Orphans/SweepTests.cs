namespace ImageSearch.Tests.Library.Orphans;

/// <summary>Which files a start sets aside, and when it leaves all of them.</summary>
public class SweepTests : OrphanFixture
{
    [Test]
    public async Task Open_OriginalsWithoutAPicture_AreSetAsideWithANote()
    {
        await AddAndCloseAsync(1, 2);
        var orphan = PutOriginal("left by a crash");
        var foreign = Path.Combine(DataFolder, "images", "readme.txt");
        await File.WriteAllTextAsync(foreign, "x");

        await RunAsync();

        var moved = orphan.Replace($"{DataFolder}/images/", $"{DataFolder}/orphans/");
        Assert.That(Files(), Is.EqualTo((2, 1)));
        Assert.That(await File.ReadAllTextAsync(moved), Is.EqualTo("left by a crash"));
        Assert.That(foreign, Does.Exist);
        Assert.That(Log.Warnings.Single(), Does.Contain("1 of 3 originals").And.Contain(OrphansFolder));
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(OrphansFolder, "README.txt")),
            Does.Contain("1 moved here: no picture of the catalogue names them"));
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(OrphansFolder, "ledger.jsonl")),
            Does.Contain("\"what\":\"moved\"").And.Contain(Path.GetFileNameWithoutExtension(orphan)).And
                .Contain("no picture of the catalogue names them"));
    }

    [Test]
    public async Task Open_AfterAnUncleanEnd_WaitsForACleanOne()
    {
        await AddAndCloseAsync(1);
        var library = await OpenAsync();
        await AddAsync(library, 2);
        var crashed = Path.Combine(Folder, "crashed");
        CrashImage.Copy(DataFolder, crashed);
        PutOriginal("left by a crash", crashed);

        await RunAsync(crashed);
        Assert.That(Files(crashed), Is.EqualTo((3, 0)));
        Assert.That(Log.Warnings.Single(), Does.Contain("1 of 3 originals").And.Contain("was not closed cleanly").And.Contain("clean stop"));
        await RunAsync(crashed);

        Assert.That(Files(crashed), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task Open_LogLeftBehind_WaitsForACleanEnd()
    {
        await AddAndCloseAsync(1);
        await File.WriteAllBytesAsync(Catalogue + "-wal", new byte[100]);
        PutOriginal("unnamed");

        await RunAsync();

        Assert.That(Files(), Is.EqualTo((2, 0)));
        Assert.That(Log.Warnings.Single(), Does.Contain("was not closed cleanly"));
    }

    /// <summary>A sweep takes at most max(10, 1 % of the files), and never more than 100.</summary>
    [TestCase(5, 10, true)]
    [TestCase(5, 11, false)]
    [TestCase(1187, 12, false)]
    [TestCase(1188, 12, true)]
    [TestCase(11_900, 100, true)]
    [TestCase(11_900, 101, false)]
    public async Task Open_SoManyOriginalsWithoutAPicture_OnlyAFewAreSetAside(int named, int unnamed, bool moves)
    {
        await AddAndCloseAsync();
        var rows = Enumerable.Range(0, named).Select(i => PutOriginal($"named {i}"))
            .Select(path => RowOf(Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileNameWithoutExtension(path)));
        Tamper($"BEGIN; {string.Concat(rows)} COMMIT;");
        for (var i = 0; i < unnamed; i++)
            PutOriginal($"unnamed {i}");

        await RunAsync();

        Assert.That(Files(), Is.EqualTo(moves ? (named, unnamed) : (named + unnamed, 0)));
        if (!moves)
            Assert.That(Log.Warnings.Single(), Does.Contain("are moved at once").And.Contain("imagesearch index"));
    }

    [Test]
    public async Task Open_WhileUploading_SetsNothingAside()
    {
        await AddAndCloseAsync();
        var library = await OpenAsync(loggers: Log);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(seed => Task.Run(() => AddAsync(library, seed))));
        await library.DisposeAsync();

        Assert.That(Files(), Is.EqualTo((20, 0)));
    }

    /// <summary>The library must open and answer even if the files cannot be moved.</summary>
    [Test]
    public async Task Open_OrphansCannotBeMoved_StayAndTheLibraryOpens()
    {
        await AddAndCloseAsync(1);
        PutOriginal("left by a crash");
        await File.WriteAllTextAsync(OrphansFolder, "a file in the folder's place");

        var library = await StartAsync();

        Assert.That(CountIn(Path.Combine(DataFolder, "images")), Is.EqualTo(2));
        Assert.That(Log.Warnings.Single(), Does.Contain("postponed"));
        await AssertAllReadableAsync(library, 1);
    }
}
