using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Library;

namespace ImageSearch.Tests.Storage;

public class SqliteIndexLedgerTests : StorageFixture
{
    private const string Space = "space";

    [Test]
    public async Task ClaimAsync_OldestFirst_EachOnce()
    {
        var ids = await AddManyAsync(5);

        Assert.That(await ClaimAsync(2), Is.EqualTo(ids[..2]));
        Assert.That(await ClaimAsync(10), Is.EqualTo(ids[2..]));
        Assert.That(await ClaimAsync(10), Is.Empty);
    }

    [Test]
    public async Task QueueAllAsync_ClaimsThatAreOut_AreNotClaimedAgain()
    {
        var ids = await AddManyAsync(3);
        await CompleteAsync(await ClaimAsync(1));
        await ClaimAsync(1);

        var (count, _) = await Ledger.QueueAllAsync(CancellationToken.None);

        Assert.That(count, Is.EqualTo(3));
        Assert.That(await ClaimAsync(10), Is.EqualTo(new[] { ids[0], ids[2] }));
        Assert.That(Catalog.Find(ids[0])!.Status, Is.EqualTo(ImageStatus.Indexed), "its old vector goes on answering");
    }

    [Test]
    public async Task DequeueIndexedAsync_AfterQueueAll_LeavesWhatHasNoVector()
    {
        var ids = await AddManyAsync(3);
        await CompleteAsync(await ClaimAsync(2));
        await Ledger.QueueAllAsync(CancellationToken.None);

        await Ledger.DequeueIndexedAsync(CancellationToken.None);

        Assert.That(await ClaimAsync(10), Is.EqualTo(ids[2..]));
    }

    [Test]
    public async Task CompleteAsync_DeletedMeanwhile_IsLeftOut()
    {
        var ids = await AddManyAsync(2);
        await ClaimAsync(2);
        await Catalog.RemoveAsync(new ImageSelection.ByIds([ids[0]]), CancellationToken.None);

        var stored = await CompleteAsync(ids);
        await Ledger.CompleteAsync(Space, [], [new FailedEmbedding(ids[0], "gone")], CancellationToken.None);

        Assert.That(stored, Is.EqualTo(ids[1..]));
        Assert.That(Vectors(), Is.EqualTo(ids[1..]));
        Assert.That(Catalog.Counts(), Is.EqualTo(new ImageCounts(1, 0, 0)));
    }

    [Test]
    public async Task CompleteAsync_EmbeddedAgain_GetsALaterSequence()
    {
        var ids = await AddManyAsync(2);
        await CompleteAsync(ids);
        var (_, snapshot) = Ledger.VectorState(Space);

        await Ledger.CompleteAsync(Space, [new EmbeddedVector(ids[0], [9, 9])], [], CancellationToken.None);
        await Ledger.DiscardVectorsAsync(Space, snapshot, CancellationToken.None);

        var left = Ledger.VectorsAfter(Space, 0, 10, out _).Single();
        Assert.That((left.ImageId, left.Vector[0]), Is.EqualTo((ids[0], 9f)), "the snapshot has the old vector, not this one");
    }

    [Test]
    public async Task CompleteAsync_FailsOnSecondEmbedding_ForgetsItsVector()
    {
        var ids = await AddManyAsync(1);
        await CompleteAsync(ids);

        await Ledger.CompleteAsync(Space, [], [new FailedEmbedding(ids[0], "broken")], CancellationToken.None);

        Assert.That((Vectors().Length, Ledger.EmbeddableIds().Length), Is.EqualTo((0, 0)));
        Assert.That(Catalog.Find(ids[0])!.Problem, Is.EqualTo("broken"));
    }

    [Test]
    public async Task VectorsAfter_InBatches_ComeInOrderAndWhole()
    {
        var ids = await AddManyAsync(7);
        await CompleteAsync(ids);
        var seen = new List<long>();
        var sequence = 0L;
        while (Ledger.VectorsAfter(Space, sequence, 3, out sequence) is { Count: > 0 } batch)
            seen.AddRange(batch.Select(vector => vector.ImageId));

        Assert.That(seen, Is.EqualTo(ids));
        Assert.That(Ledger.VectorsAfter(Space, 0, 1, out _)[0].Vector, Is.EqualTo(new[] { ids[0], 0.5f }));
    }

    [Test]
    public async Task ReconcileAsync_VectorsAndStates_AreBroughtInLine()
    {
        var ids = await AddManyAsync(4);
        await Ledger.CompleteAsync(Space, [new(ids[0], [1]), new(ids[1], [1])], [new(ids[3], "broken")], CancellationToken.None);

        await Ledger.ReconcileAsync([ids[1], ids[2]], CancellationToken.None);

        Assert.That(
            ids.Select(id => Catalog.Find(id)!.Status),
            Is.EqualTo(new[] { ImageStatus.Pending, ImageStatus.Indexed, ImageStatus.Indexed, ImageStatus.Failed }));
        Assert.That(await ClaimAsync(10), Is.EqualTo(ids[..1]));
    }

    [Test]
    public async Task ActivateSpaceAsync_Another_ForgetsTheOldVectors()
    {
        var ids = await AddManyAsync(1);
        await CompleteAsync(ids);
        await Ledger.CompleteAsync("other", [new(ids[0], [1])], [], CancellationToken.None);

        await Ledger.ActivateSpaceAsync("other", CancellationToken.None);

        Assert.That((Ledger.ActiveSpace(), Ledger.VectorState(Space).Count, Ledger.VectorState("other").Count), Is.EqualTo(("other", 0L, 1L)));
    }

    private async Task<long[]> AddManyAsync(int count) =>
        (await Catalog.AddAsync(Enumerable.Range(0, count).Select(i => Pictures.New($"{i}.jpg")).ToList(), CancellationToken.None))
            .Select(image => image.Id).ToArray();

    private async Task<long[]> ClaimAsync(int count) =>
        (await Ledger.ClaimAsync(count, suspects: false, CancellationToken.None)).Select(image => image.Id).ToArray();

    private Task<IReadOnlyList<long>> CompleteAsync(IEnumerable<long> ids) =>
        Ledger.CompleteAsync(Space, ids.Select(id => new EmbeddedVector(id, [id, 0.5f])).ToList(), [], CancellationToken.None);

    private long[] Vectors() => Ledger.VectorsAfter(Space, 0, 1000, out _).Select(vector => vector.ImageId).ToArray();
}
