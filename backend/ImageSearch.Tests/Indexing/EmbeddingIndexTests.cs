using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Indexing;

public class EmbeddingIndexTests : IndexFixture
{
    [Test]
    public async Task OpenAsync_AfterACrash_HasWhatWasCommitted()
    {
        var ids = await AddManyAsync(3);
        await CommitAsync(await OpenIndexAsync(), ids[..2]);

        var index = await OpenIndexAsync();

        Assert.That(await IdsAsync(index), Is.EqualTo(ids[..2]));
        Assert.That(await index.Vectors.FindAsync(ids[1], CancellationToken.None), Is.EqualTo(Spaces.Vector($"{ids[1]}", 4)));
        Assert.That(await Catalog.CountsAsync(CancellationToken.None), Is.EqualTo(new ImageCounts(2, 1, 0)));
        Assert.That(index.Rebuilding, Is.False);
    }

    [Test]
    public async Task SaveAsync_Done_KeepsVectorsInTheSnapshotOnly()
    {
        var ids = await AddManyAsync(3);
        var index = await OpenIndexAsync();
        await CommitAsync(index, ids);

        await index.SaveAsync(CancellationToken.None);

        Assert.That(Embeddings.Unsaved(Space.Id).Count, Is.Zero);
        Assert.That(await IdsAsync(await OpenIndexAsync()), Is.EqualTo(ids));
        Assert.That(index.SavedAt, Is.EqualTo(Clock.GetUtcNow()));
    }

    [Test]
    public async Task OpenAsync_SnapshotAndLedger_TheLaterVectorWins()
    {
        var ids = await AddManyAsync(3);
        var index = await OpenIndexAsync();
        await CommitAsync(index, ids[..2]);
        await index.SaveAsync(CancellationToken.None);
        float[] later = [0, 0, 0, 1];
        await index.CommitAsync([new(ids[0], later), new(ids[2], later)], [], CancellationToken.None);

        var reopened = await OpenIndexAsync();

        Assert.That(await IdsAsync(reopened), Is.EqualTo(ids));
        Assert.That(await reopened.Vectors.FindAsync(ids[0], CancellationToken.None), Is.EqualTo(later));
    }

    [Test]
    public async Task OpenAsync_DeletedOrFailedSinceTheSnapshot_AreDropped()
    {
        var ids = await AddManyAsync(3);
        var index = await OpenIndexAsync();
        await CommitAsync(index, ids);
        await index.SaveAsync(CancellationToken.None);
        await Catalog.RemoveAsync(new ImageSelection.ByIds([ids[0]]), CancellationToken.None);
        await index.CommitAsync([], [new FailedEmbedding(ids[1], "broken")], CancellationToken.None);
        Assert.That(await IdsAsync(index), Is.EqualTo(new[] { ids[0], ids[2] }), "the library removes what it deletes itself");

        Assert.That(await IdsAsync(await OpenIndexAsync()), Is.EqualTo(ids[2..]));
    }

    [Test]
    public async Task OpenAsync_CrashBetweenSnapshotAndDiscard_HasEachVectorOnce()
    {
        var ids = await AddManyAsync(5);
        var index = await OpenIndexAsync();
        await CommitAsync(index, ids);
        await Snapshot().SaveAsync(index.Vectors, CancellationToken.None);

        var reopened = await OpenIndexAsync();

        Assert.That(await IdsAsync(reopened), Is.EqualTo(ids));
        await reopened.SaveAsync(CancellationToken.None);
        Assert.That(Embeddings.Unsaved(Space.Id).Count, Is.Zero);
    }

    [Test]
    public async Task OpenAsync_SnapshotLost_QueuesItsPicturesAgain()
    {
        var ids = await AddManyAsync(3);
        var index = await OpenIndexAsync();
        await CommitAsync(index, ids);
        await index.SaveAsync(CancellationToken.None);
        Directory.Delete(Path.Combine(Data.Spaces, Space.Id), recursive: true);

        var reopened = await OpenIndexAsync();

        Assert.That(
            (reopened.Vectors.Count, reopened.Rebuilding, (await Catalog.CountsAsync(CancellationToken.None)).Pending),
            Is.EqualTo((0L, false, 3L)));
        Assert.That(Waiting, Is.EqualTo(3));
    }

    [Test]
    public async Task CommitAsync_DeletedMeanwhile_IsNotFound()
    {
        var ids = await AddManyAsync(2);
        var index = await OpenIndexAsync();
        await Catalog.RemoveAsync(new ImageSelection.ByIds([ids[0]]), CancellationToken.None);

        await CommitAsync(index, ids);

        Assert.That(await IdsAsync(index), Is.EqualTo(ids[1..]));
    }

    [Test]
    public async Task OpenAsync_AnotherSpace_RebuildsAndThenMoves()
    {
        var ids = await AddManyAsync(2);
        var old = await OpenIndexAsync();
        await CommitAsync(old, ids);
        await old.SaveAsync(CancellationToken.None);
        var oldFolder = Path.Combine(Data.Spaces, Space.Id);
        UseSpace(Spaces.Of(8, "another"));

        var index = await OpenIndexAsync();
        Assert.That((index.Rebuilding, index.Vectors.Count, (await Catalog.CountsAsync(CancellationToken.None)).Pending), Is.EqualTo((true, 0L, 2L)));
        await CommitAsync(index, ids[..1]);
        index = await OpenIndexAsync();
        Assert.That((index.Rebuilding, index.Vectors.Count), Is.EqualTo((true, 1L)), "it goes on where it was");
        Assert.That(oldFolder, Does.Exist);

        await CommitAsync(index, ids[1..]);
        await index.FinishRebuildingAsync(CancellationToken.None);

        Assert.That((index.Rebuilding, await new SqliteSpaces(Database).ActiveAsync(CancellationToken.None)), Is.EqualTo((false, Space.Id)));
        Assert.That(oldFolder, Does.Not.Exist);
        Assert.That((await OpenIndexAsync()).Rebuilding, Is.False);
    }

    [Test]
    public async Task OpenAsync_BackToTheOldSpaceBeforeItMoved_AnswersAtOnce()
    {
        var ids = await AddManyAsync(3);
        var first = Space;
        var old = await OpenIndexAsync();
        await CommitAsync(old, ids[..2]);
        await old.SaveAsync(CancellationToken.None);
        await CommitAsync(old, ids[2..]);
        UseSpace(Spaces.Of(8, "another"));
        var other = await OpenIndexAsync();
        await CommitAsync(other, ids[..1]);
        await other.SaveAsync(CancellationToken.None);

        UseSpace(first);
        var index = await OpenIndexAsync();

        Assert.That(await IdsAsync(index), Is.EqualTo(ids));
        Assert.That((index.Rebuilding, (await Catalog.CountsAsync(CancellationToken.None)).Indexed), Is.EqualTo((false, 3L)));
        Assert.That(Directory.EnumerateDirectories(Data.Spaces).Select(Path.GetFileName), Is.EqualTo(new[] { first.Id }));
    }

    [Test]
    public async Task OpenAsync_AnotherSpaceWithNothingToEmbed_MovesAtOnce()
    {
        await OpenIndexAsync();
        UseSpace(Spaces.Of(8, "another"));

        Assert.That((await OpenIndexAsync()).Rebuilding, Is.False);
        Assert.That(await new SqliteSpaces(Database).ActiveAsync(CancellationToken.None), Is.EqualTo(Space.Id));
    }

    [Test]
    public async Task SaveIfDueAsync_FiveThousandUnsaved_Saves()
    {
        var ids = await AddRowsAsync(5000);
        var index = await OpenIndexAsync();
        await CommitAsync(index, ids[..4999]);
        await index.SaveIfDueAsync(CancellationToken.None);
        Assert.That(index.SavedAt, Is.Null);

        await CommitAsync(index, ids[4999..]);
        await index.SaveIfDueAsync(CancellationToken.None);
        Assert.That((index.SavedAt, Embeddings.Unsaved(Space.Id).Count), Is.EqualTo(((DateTimeOffset?)Clock.GetUtcNow(), 0L)));

        await CommitAsync(index, ids[..10]);
        await index.SaveIfDueAsync(CancellationToken.None);
        Assert.That(Embeddings.Unsaved(Space.Id).Count, Is.EqualTo(10));
    }

    [Test]
    public async Task SaveIfDueAsync_CannotBeWritten_KeepsTheVectorsAndGoesOn()
    {
        var ids = await AddRowsAsync(5000);
        var index = await OpenIndexAsync();
        await CommitAsync(index, ids);
        var folder = Path.Combine(Data.Spaces, Space.Id);
        await File.WriteAllTextAsync(folder, "in the way");

        await index.SaveIfDueAsync(CancellationToken.None);

        Assert.That((index.SavedAt, Embeddings.Unsaved(Space.Id).Count), Is.EqualTo(((DateTimeOffset?)null, 5000L)));
        File.Delete(folder);
        await index.SaveAsync(CancellationToken.None);
        Assert.That(Embeddings.Unsaved(Space.Id).Count, Is.Zero);
    }
}
