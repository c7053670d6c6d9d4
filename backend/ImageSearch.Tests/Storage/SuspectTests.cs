using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Storage;

/// <summary>Pictures that were in flight when the process died: claims that were never returned.</summary>
public class SuspectTests : StorageFixture
{
    private const string Space = "space";
    private const string Reason = "it ended abruptly";

    [SetUp]
    public Task ShowTheSpace() => Embeddings.ShowAsync(Space, CancellationToken.None);

    [Test]
    public async Task FailSuspectsAsync_InFlightAloneAtTwoCrashes_FailsItAndNoneOfItsBatch()
    {
        var ids = await AddManyAsync(4);
        await ClaimAsync(4); // the first crash: all four were in flight
        Assert.That(await FailSuspectsAsync(), Is.Zero);
        var killer = (await ClaimSuspectsAsync(1)).Single(); // the second: one was, alone
        Assert.That(await FailSuspectsAsync(), Is.Zero, "it may have been chance");

        foreach (var innocent in ids.Where(id => id != killer))
        {
            Assert.That(await ClaimSuspectsAsync(1), Is.EqualTo(new[] { innocent }), "the others come before it");
            await CompleteAsync([innocent]);
        }

        Assert.That(await ClaimSuspectsAsync(1), Is.EqualTo(new[] { killer })); // the third: the same, alone again
        var failed = await FailSuspectsAsync();

        Assert.That(failed, Is.EqualTo(1));
        Assert.That(
            ((await Catalog.FindAsync(killer, CancellationToken.None))!.Status, (await Catalog.FindAsync(killer, CancellationToken.None))!.Problem),
            Is.EqualTo((ImageStatus.Failed, Reason)));
        Assert.That(await Catalog.CountsAsync(CancellationToken.None), Is.EqualTo(new ImageCounts(3, 0, 1)));
        Assert.That((await Embeddings.FailuresAsync(null, Clock.GetUtcNow(), CancellationToken.None)).Single().Problem, Is.EqualTo(Reason));
    }

    [Test]
    public async Task RetryAsync_FailedSuspect_StartsFromZero()
    {
        var ids = await FailedSuspectAsync();

        await Catalog.RetryAsync(new ImageSelection.ByIds(ids), CancellationToken.None);

        Assert.That(await ClaimAsync(1), Is.EqualTo(ids));
        Assert.That(await FailSuspectsAsync(), Is.Zero);
    }

    [Test]
    public async Task QueueAllAsync_FailedSuspect_IsQueuedFromZero()
    {
        var ids = await FailedSuspectAsync();

        var (count, lastId) = await Embeddings.QueueAllAsync(CancellationToken.None);

        Assert.That((count, lastId), Is.EqualTo((1, ids[0])));
        Assert.That(await ClaimAsync(1), Is.EqualTo(ids));
        Assert.That(await FailSuspectsAsync(), Is.Zero);
    }

    [Test]
    public async Task ReconcileAsync_SuspectWithoutVector_StaysASuspect()
    {
        var ids = await AddManyAsync(1);
        await ClaimAsync(1);

        await Embeddings.ReconcileAsync(Space, [], CancellationToken.None);

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
            await Embeddings.ReleaseAsync(Space, ids, CancellationToken.None);
        }

        Assert.That(await FailSuspectsAsync(), Is.Zero);
    }

    private async Task<long[]> AddManyAsync(int count) =>
        (await Catalog.AddAsync(Enumerable.Range(0, count).Select(i => Pictures.New($"{i}.jpg")).ToList(), CancellationToken.None))
            .Select(image => image.Id).ToArray();

    private async Task<long[]> ClaimAsync(int count) =>
        (await Embeddings.ClaimAsync(Space, count, suspects: false, CancellationToken.None)).Select(image => image.Id).ToArray();

    // The claims of a process end with it.
    private async Task<int> FailSuspectsAsync()
    {
        await Embeddings.EndClaimsAsync(CancellationToken.None);
        return await Embeddings.FailSuspectsAsync(Space, Reason, CancellationToken.None);
    }

    private async Task<long[]> ClaimSuspectsAsync(int count)
    {
        await Embeddings.EndClaimsAsync(CancellationToken.None);
        return (await Embeddings.ClaimAsync(Space, count, suspects: true, CancellationToken.None)).Select(image => image.Id).ToArray();
    }

    private async Task<long[]> FailedSuspectAsync()
    {
        var ids = await AddManyAsync(1);
        await ClaimAsync(1);
        await ClaimSuspectsAsync(1);
        await ClaimSuspectsAsync(1);
        Assert.That(await FailSuspectsAsync(), Is.EqualTo(1));
        return ids;
    }

    private Task<IReadOnlyList<long>> CompleteAsync(IEnumerable<long> ids) =>
        Embeddings.CompleteAsync(Space, ids.Select(id => new EmbeddedVector(id, [id, 0.5f])).ToList(), [], CancellationToken.None);
}
