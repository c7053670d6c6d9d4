using ImageSearch.Engine;

namespace ImageSearch.Tests.Library.Orphans;

/// <summary>After 30 days, the daily task deletes files that the catalogue still does not name.</summary>
public class ExpiryTests : OrphanFixture
{
    private readonly FakeClock _clock = new();

    [Test]
    public async Task Daily_BeforeThirtyDays_DeletesNothing()
    {
        await SetAsideAsync();

        await PassAsync(29);
        await PassAsync(0.9);

        Assert.That(Files(), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Daily_AfterThirtyDays_DeletesAndSaysSo()
    {
        await SetAsideAsync();

        await PassAsync(31);
        await Eventually.TrueAsync(() => CountIn(OrphansFolder) == 0, "the orphans are deleted");

        Assert.That(Files(), Is.EqualTo((1, 0)));
        await Eventually.TrueAsync(() => Log.All.Any(line => line.Contains("2 orphans") && line.Contains("deleted")), "the log says so");
        Assert.That(
            (await File.ReadAllLinesAsync(Path.Combine(OrphansFolder, "ledger.jsonl"))).Count(line => line.Contains("\"what\":\"deleted\"")), Is
                .EqualTo(2));
    }

    [Test]
    public async Task Daily_OneIsNamedByNow_DeletesOnlyTheOthers()
    {
        var library = await SetAsideAsync();
        await PassAsync(29);
        await AddAsync(library, 2);

        await PassAsync(2);
        await Eventually.TrueAsync(() => CountIn(OrphansFolder) == 0, "the other one is deleted");

        Assert.That(Files(), Is.EqualTo((2, 0)));
        AssertNoneLost([1, 2]);
        await AssertAllReadableAsync(library, 2);
    }

    [Test]
    public async Task Daily_FileThatTheLedgerDoesNotName_Stays()
    {
        await SetAsideAsync();
        var own = Path.Combine(OrphansFolder, "ab", new string('c', 62) + ".png");
        Directory.CreateDirectory(Path.GetDirectoryName(own)!);
        await File.WriteAllTextAsync(own, "put here by a person");

        await PassAsync(31);
        await Eventually.TrueAsync(() => CountIn(OrphansFolder) == 1, "the orphans are deleted");

        Assert.That(own, Does.Exist);
    }

    /// <summary>The file that moves back belongs to a row that is missing in the content index, so the table is checked too.</summary>
    [Test]
    public async Task Daily_OnlyTheTableNamesAnOrphan_ItIsNotDeleted()
    {
        await (await SetAsideAsync()).DisposeAsync();
        var orphans = Directory.EnumerateFiles(OrphansFolder, "*.png", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileNameWithoutExtension(path)).ToList();
        AddUnindexed(orphans[0]);
        _clock.Advance(TimeSpan.FromDays(31));

        await StartAsync(clock: _clock);
        await Eventually.TrueAsync(
            () => Log.Warnings.Any(line => line.Contains("1 orphans") && line.Contains("are kept: the catalogue is damaged")),
            "the task has run");

        Assert.That(Files(), Is.EqualTo((2, 1)), "the catalogue is damaged, so that the other one stays, too");
    }

    [Test]
    public async Task Daily_CatalogueIsNotTheOldOne_DeletesNothing()
    {
        await (await SetAsideAsync()).DisposeAsync();
        File.Delete(Catalogue);
        _clock.Advance(TimeSpan.FromDays(31));

        await StartAsync(clock: _clock);
        await Eventually.TrueAsync(
            () => Log.Warnings.Any(line => line.Contains("2 orphans") && line.Contains("the catalogue is new")),
            "the task has run");

        Assert.That(Files(), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Daily_LedgerCutShort_DeletesOnlyWhatItNames()
    {
        await (await SetAsideAsync()).DisposeAsync();
        var ledger = Path.Combine(OrphansFolder, "ledger.jsonl");
        var text = await File.ReadAllTextAsync(ledger);
        await File.WriteAllTextAsync(ledger, text[..^20]);
        _clock.Advance(TimeSpan.FromDays(31));

        await StartAsync(clock: _clock);
        await Eventually.TrueAsync(() => CountIn(OrphansFolder) == 1, "one is deleted");

        Assert.That((await File.ReadAllLinesAsync(ledger))[^1], Does.Contain("\"what\":\"deleted\""), "the broken line is a line of its own");
    }

    /// <summary>A library of one picture, with the original of another picture and an unrelated file set aside.</summary>
    private async Task<ImageLibrary> SetAsideAsync()
    {
        await AddAndCloseAsync(1, 2);
        Tamper("DELETE FROM images WHERE name = '2.png'");
        PutOriginal("left by a crash");
        var library = await StartAsync(clock: _clock);
        Assert.That(Files(), Is.EqualTo((1, 2)));
        return library;
    }

    private async Task PassAsync(double days)
    {
        // The task waits for the clock's next day.
        await Eventually.TrueAsync(() => _clock.Waiting > 0, "the task waits");
        _clock.Advance(TimeSpan.FromDays(days));
        await Eventually.TrueAsync(() => _clock.Waiting > 0, "the task has run");
    }
}
