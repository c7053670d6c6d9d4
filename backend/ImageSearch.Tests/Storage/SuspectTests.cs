using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Library;

namespace ImageSearch.Tests.Storage;

/// <summary>Pictures that were in flight when the process died: a claim that nobody gave back.</summary>
public class SuspectTests : StorageFixture
{
    private const string Reason = "it ended abruptly";

    [Test]
    public async Task FailSuspectsAsync_InFlightAloneAtTwoCrashes_FailsItAndNoneOfItsBatch()
    {
        var ids = await AddManyAsync(4);
        await ClaimAsync(4); // the first crash: all four were in flight
        Assert.That(await Ledger.FailSuspectsAsync(Reason, CancellationToken.None), Is.Zero);
        var killer = (await ClaimSuspectsAsync(1)).Single(); // the second: one was, alone
        Assert.That(await Ledger.FailSuspectsAsync(Reason, CancellationToken.None), Is.Zero, "it may have been chance");

        foreach (var innocent in ids.Where(id => id != killer))
        {
            Assert.That(await ClaimSuspectsAsync(1), Is.EqualTo(new[] { innocent }), "the others come before it");
            await CompleteAsync([innocent]);
        }

        Assert.That(await ClaimSuspectsAsync(1), Is.EqualTo(new[] { killer })); // the third: the same, alone again
        var failed = await Ledger.FailSuspectsAsync(Reason, CancellationToken.None);

        Assert.That(failed, Is.EqualTo(1));
        Assert.That((Catalog.Find(killer)!.Status, Catalog.Find(killer)!.Problem), Is.EqualTo((ImageStatus.Failed, Reason)));
        Assert.That(Catalog.Counts(), Is.EqualTo(new ImageCounts(3, 0, 1)));
        Assert.That(Ledger.FailuresSince(Clock.GetUtcNow()).Single().Problem, Is.EqualTo(Reason));
    }

    [Test]
    public async Task RetryAsync_FailedSuspect_StartsFromZero()
    {
        var ids = await FailedSuspectAsync();

        await Catalog.RetryAsync(new ImageSelection.ByIds(ids), CancellationToken.None);

        Assert.That(await ClaimAsync(1), Is.EqualTo(ids));
        Assert.That(await Ledger.FailSuspectsAsync(Reason, CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task QueueAllAsync_FailedSuspect_IsQueuedFromZero()
    {
        var ids = await FailedSuspectAsync();

        var (count, lastId) = await Ledger.QueueAllAsync(CancellationToken.None);

        Assert.That((count, lastId), Is.EqualTo((1, ids[0])));
        Assert.That(await ClaimAsync(1), Is.EqualTo(ids));
        Assert.That(await Ledger.FailSuspectsAsync(Reason, CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task ReconcileAsync_SuspectWithoutVector_StaysASuspect()
    {
        var ids = await AddManyAsync(1);
        await ClaimAsync(1);

        await Ledger.ReconcileAsync([], CancellationToken.None);

        Assert.That(await ClaimAsync(1), Is.Empty);
        Assert.That(await ClaimSuspectsAsync(1), Is.EqualTo(ids));
    }

    [Test]
    public async Task ReleaseAsync_Claimed_CountsNoAttempt()
    {
        var ids = await AddManyAsync(1);
        for (var i = 0; i < 5; i++)
        {
            Assert.That(await ClaimAsync(1), Is.EqualTo(ids));
            await Ledger.ReleaseAsync(ids, CancellationToken.None);
        }

        Assert.That(await Ledger.FailSuspectsAsync(Reason, CancellationToken.None), Is.Zero);
    }

    private async Task<long[]> AddManyAsync(int count) =>
        (await Catalog.AddAsync(Enumerable.Range(0, count).Select(i => Pictures.New($"{i}.jpg")).ToList(), CancellationToken.None))
            .Select(image => image.Id).ToArray();

    private async Task<long[]> ClaimAsync(int count) =>
        (await Ledger.ClaimAsync(count, suspects: false, CancellationToken.None)).Select(image => image.Id).ToArray();

    private async Task<long[]> ClaimSuspectsAsync(int count) =>
        (await Ledger.ClaimAsync(count, suspects: true, CancellationToken.None)).Select(image => image.Id).ToArray();

    private async Task<long[]> FailedSuspectAsync()
    {
        var ids = await AddManyAsync(1);
        await ClaimAsync(1);
        await ClaimSuspectsAsync(1);
        await ClaimSuspectsAsync(1);
        Assert.That(await Ledger.FailSuspectsAsync(Reason, CancellationToken.None), Is.EqualTo(1));
        return ids;
    }

    private Task<IReadOnlyList<long>> CompleteAsync(IEnumerable<long> ids) =>
        Ledger.CompleteAsync("space", ids.Select(id => new EmbeddedVector(id, [id, 0.5f])).ToList(), [], CancellationToken.None);
}
