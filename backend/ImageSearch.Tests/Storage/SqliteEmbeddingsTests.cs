using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Spaces;

namespace ImageSearch.Tests.Storage;

public class SqliteEmbeddingsTests : StorageFixture
{
    private const string Space = "space";

    [SetUp]
    public Task ShowTheSpace() => Embeddings.ShowAsync(Space, CancellationToken.None);

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

        var (count, _) = await Embeddings.QueueAllAsync(CancellationToken.None);

        Assert.That(count, Is.EqualTo(3));
        Assert.That(await ClaimAsync(10), Is.EqualTo(new[] { ids[0], ids[2] }));
        Assert.That(
            (await Catalog.FindAsync(ids[0], CancellationToken.None))!.Status,
            Is.EqualTo(ImageStatus.Indexed),
            "its old vector goes on answering");
    }

    [Test]
    public async Task DequeueEmbeddedAsync_AfterQueueAll_LeavesWhatHasNoVector()
    {
        var ids = await AddManyAsync(3);
        await CompleteAsync(await ClaimAsync(2));
        await Embeddings.QueueAllAsync(CancellationToken.None);

        await Embeddings.DequeueEmbeddedAsync(CancellationToken.None);

        Assert.That(await ClaimAsync(10), Is.EqualTo(ids[2..]));
    }

    [Test]
    public async Task CompleteAsync_DeletedMeanwhile_IsLeftOut()
    {
        var ids = await AddManyAsync(2);
        await ClaimAsync(2);
        await Catalog.RemoveAsync(new ImageSelection.ByIds([ids[0]]), CancellationToken.None);

        var stored = await CompleteAsync(ids);
        await Embeddings.CompleteAsync(Space, [], [new FailedEmbedding(ids[0], "gone")], CancellationToken.None);

        Assert.That(stored, Is.EqualTo(ids[1..]));
        Assert.That(Vectors(), Is.EqualTo(ids[1..]));
        Assert.That(await Catalog.CountsAsync(CancellationToken.None), Is.EqualTo(new ImageCounts(1, 0, 0)));
    }

    [Test]
    public async Task CompleteAsync_EmbeddedAgain_GetsALaterSequence()
    {
        var ids = await AddManyAsync(2);
        await CompleteAsync(ids);
        var (_, snapshot) = Embeddings.Unsaved(Space);

        await Embeddings.CompleteAsync(Space, [new EmbeddedVector(ids[0], [9, 9])], [], CancellationToken.None);
        await Embeddings.DiscardAsync(Space, snapshot, CancellationToken.None);

        var left = Embeddings.VectorsAfter(Space, 0, 10).Vectors.Single();
        Assert.That((left.ImageId, left.Vector[0]), Is.EqualTo((ids[0], 9f)), "the snapshot has the old vector, not this one");
    }

    [Test]
    public async Task CompleteAsync_FailsOnSecondEmbedding_ForgetsItsVector()
    {
        var ids = await AddManyAsync(1);
        await CompleteAsync(ids);

        await Embeddings.CompleteAsync(Space, [], [new FailedEmbedding(ids[0], "broken")], CancellationToken.None);

        Assert.That((Vectors().Length, Embeddings.EmbeddableIds(Space).Length), Is.EqualTo((0, 0)));
        Assert.That((await Catalog.FindAsync(ids[0], CancellationToken.None))!.Problem, Is.EqualTo("broken"));
    }

    [Test]
    public async Task VectorsAfter_InBatches_ComeInOrderAndWhole()
    {
        var ids = await AddManyAsync(7);
        await CompleteAsync(ids);
        var seen = new List<long>();
        for (var (batch, last) = Embeddings.VectorsAfter(Space, 0, 3); batch.Count > 0; (batch, last) = Embeddings.VectorsAfter(Space, last, 3))
            seen.AddRange(batch.Select(vector => vector.ImageId));

        Assert.That(seen, Is.EqualTo(ids));
        Assert.That(Embeddings.VectorsAfter(Space, 0, 1).Vectors[0].Vector, Is.EqualTo(new[] { ids[0], 0.5f }));
    }

    [Test]
    public async Task ReconcileAsync_VectorsAndStates_AreBroughtInLine()
    {
        var ids = await AddManyAsync(4);
        await Embeddings.CompleteAsync(Space, [new(ids[0], [1]), new(ids[1], [1])], [new(ids[3], "broken")], CancellationToken.None);

        await Embeddings.ReconcileAsync(Space, [ids[1], ids[2]], CancellationToken.None);

        Assert.That(
            (await Catalog.FindManyAsync(ids, CancellationToken.None)).Select(image => image.Status),
            Is.EqualTo(new[] { ImageStatus.Pending, ImageStatus.Indexed, ImageStatus.Indexed, ImageStatus.Failed }));
        Assert.That(await ClaimAsync(10), Is.EqualTo(ids[..1]));
    }

    [Test]
    public async Task ClaimAsync_NeitherCompletedNorReleased_ComesBackAsASuspect()
    {
        var ids = await AddManyAsync(1);
        await ClaimAsync(1);
        Assert.That(await ClaimSuspectsAsync(1), Is.Empty, "another process may be at work on it");

        Clock.Advance(TimeSpan.FromMinutes(16));

        Assert.That(await ClaimAsync(1), Is.Empty);
        Assert.That(await ClaimSuspectsAsync(1), Is.EqualTo(ids));
    }

    [Test]
    public async Task QueueMissingAsync_AnotherSpace_HasWhatTheShownOneHasAndNothingTwice()
    {
        var ids = await AddManyAsync(4);
        await Embeddings.CompleteAsync(Space, [new(ids[0], [1]), new(ids[1], [1])], [new(ids[2], "broken")], CancellationToken.None);

        Assert.That(await Embeddings.QueueMissingAsync("other", CancellationToken.None), Is.EqualTo(2));
        await Embeddings.CompleteAsync("other", [new(ids[0], [1])], [new(ids[1], "not with this model")], CancellationToken.None);
        await CompleteAsync([ids[3]]);

        Assert.That(await Embeddings.QueueMissingAsync("other", CancellationToken.None), Is.EqualTo(1));
        Assert.That((await Embeddings.ClaimAsync("other", 10, suspects: false, CancellationToken.None)).Single().Id, Is.EqualTo(ids[3]));
        Assert.That(await Catalog.CountsAsync(CancellationToken.None), Is.EqualTo(new ImageCounts(3, 0, 1)), "no state that is shown has changed");
    }

    [Test]
    public async Task ShowAsync_Another_ShowsItsStatesAndKeepsFailuresThatItDidNotTry()
    {
        var ids = await AddManyAsync(3);
        await Embeddings.CompleteAsync(Space, [new(ids[0], [1])], [new(ids[1], "broken"), new(ids[2], "only here")], CancellationToken.None);
        await Embeddings.CompleteAsync("other", [new(ids[2], [1])], [], CancellationToken.None);

        await Embeddings.ShowAsync("other", CancellationToken.None);

        Assert.That(
            (await Catalog.FindManyAsync(ids, CancellationToken.None)).Select(image => (image.Status, image.Problem)),
            Is.EqualTo(new[] { (ImageStatus.Pending, (string?)null), (ImageStatus.Failed, "broken"), (ImageStatus.Indexed, null) }));
    }

    [Test]
    public async Task SwitchAsync_Another_ForgetsTheOldVectors()
    {
        var ids = await AddManyAsync(1);
        await CompleteAsync(ids);
        await Embeddings.CompleteAsync("other", [new(ids[0], [1])], [], CancellationToken.None);
        var spaces = new SqliteSpaces(Database);

        await spaces.SwitchAsync(new SpaceSwitch("other"), CancellationToken.None);

        Assert.That(
            (await spaces.ActiveAsync(CancellationToken.None), Embeddings.Unsaved(Space).Count, Embeddings.Unsaved("other").Count),
            Is.EqualTo(("other", 0L, 1L)));
    }

    private async Task<long[]> ClaimSuspectsAsync(int count) =>
        (await Embeddings.ClaimAsync(Space, count, suspects: true, CancellationToken.None)).Select(image => image.Id).ToArray();

    private async Task<long[]> AddManyAsync(int count) =>
        (await Catalog.AddAsync(Enumerable.Range(0, count).Select(i => Pictures.New($"{i}.jpg")).ToList(), CancellationToken.None))
            .Select(image => image.Id).ToArray();

    private async Task<long[]> ClaimAsync(int count) =>
        (await Embeddings.ClaimAsync(Space, count, suspects: false, CancellationToken.None)).Select(image => image.Id).ToArray();

    private Task<IReadOnlyList<long>> CompleteAsync(IEnumerable<long> ids) =>
        Embeddings.CompleteAsync(Space, ids.Select(id => new EmbeddedVector(id, [id, 0.5f])).ToList(), [], CancellationToken.None);

    private long[] Vectors() => Embeddings.VectorsAfter(Space, 0, 1000).Vectors.Select(vector => vector.ImageId).ToArray();
}
