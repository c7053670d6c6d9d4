using System.Collections.Concurrent;
using Dapper;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using ImageSearch.Tests.Storage;

namespace ImageSearch.Tests.Indexing;

public class IndexingWorkerTests : IndexFixture
{
    [Test]
    public async Task Start_PicturesWait_EmbedsThemAll()
    {
        var ids = await AddManyAsync(100);
        var index = await OpenIndexAsync();
        StartWorker(index);

        await IdleAsync();

        Assert.That(await IdsAsync(index), Is.EqualTo(ids));
        Assert.That(await Catalog.CountsAsync(CancellationToken.None), Is.EqualTo(new ImageCounts(100, 0, 0)));
        Assert.That(await index.Vectors.FindAsync(ids[5], CancellationToken.None), Is.EqualTo(Spaces.Vector(Pictures.Sha256("5.jpg"), 4)));
    }

    [Test]
    public async Task Wake_MoreArrive_EmbedsThemToo()
    {
        var index = await OpenIndexAsync();
        var worker = StartWorker(index);
        for (var i = 0; i < 20; i++)
        {
            await AddManyAsync(1, $"{i}-");
            worker.Wake();
        }

        await IdleAsync();

        Assert.That(index.Vectors.Count, Is.EqualTo(20));
    }

    [Test]
    public async Task Progress_WhileItWorks_IsToldUntilNothingWaits()
    {
        await AddManyAsync(70);
        var worker = StartWorker(await OpenIndexAsync());
        using var progress = worker.Progress.Listen(CancellationToken.None);
        worker.Wake();

        var last = await worker.CurrentAsync(CancellationToken.None);
        await foreach (var told in progress)
        {
            Assert.That((told.Indexed + told.Pending, told.Failed), Is.EqualTo((70, 0)));
            last = told;
            if (!worker.Busy && told.Pending == 0)
                break;
        }

        Assert.That((last.Indexed, last.Pending, last.EtaSeconds), Is.EqualTo((70, 0, (double?)null)));
        Assert.That((await worker.CurrentAsync(CancellationToken.None)).RatePerSecond, Is.Zero);
    }

    [Test]
    public async Task Start_SomeCannotBeEmbedded_AreFailedWithAReasonAndTheOthersIndexed()
    {
        var ids = await AddManyAsync(6);
        Embedder.Meanwhile = (sha256, _) => Number(sha256) switch
        {
            0 => throw new EmbeddingException("The vector is zero."),
            1 => throw ImageException.Truncated(),
            2 => throw Lost(sha256),
            3 => throw new InvalidOperationException("a fault of ours"),
            _ => Task.CompletedTask,
        };
        StartWorker(await OpenIndexAsync());

        await IdleAsync();

        var problems = (await Catalog.FindManyAsync(ids, CancellationToken.None)).Select(image => image.Problem).ToList();
        Assert.That(await Catalog.CountsAsync(CancellationToken.None), Is.EqualTo(new ImageCounts(2, 0, 4)));
        Assert.That(problems[0], Is.EqualTo("The vector is zero."));
        Assert.That(problems[1], Does.Contain("cut off or damaged"));
        Assert.That(problems[2], Does.Contain("missing from the data directory"));
        Assert.That(problems[3], Does.Contain("three times").And.Not.Contains("a fault of ours"));
    }

    [Test]
    public async Task Start_GoesWrongTwice_IsEmbeddedAtTheThirdTry()
    {
        await AddManyAsync(1);
        var tries = 0;
        Embedder.Meanwhile = (_, _) => ++tries < 3 ? throw new IOException("a hiccup") : Task.CompletedTask;
        StartWorker(await OpenIndexAsync());

        await IdleAsync();

        Assert.That(((await Catalog.CountsAsync(CancellationToken.None)).Indexed, tries), Is.EqualTo((1, 3)));
    }

    [Test]
    public async Task DisposeAsync_InFlight_GivesItsClaimsBack()
    {
        var ids = await AddManyAsync(40);
        Embedder.Meanwhile = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation);
        var worker = StartWorker(await OpenIndexAsync());
        await Eventually.TrueAsync(() => Embedder.Begun.Count == 32, "32 in flight");

        await worker.DisposeAsync();

        var claimed = await Embeddings.ClaimAsync(Space.Id, 100, suspects: false, CancellationToken.None);
        Assert.That(claimed.Select(image => image.Id), Is.EqualTo(ids), "a stop is no crash");
    }

    [Test]
    public async Task Start_SuspectsOfACrash_ComeLastAndAlone()
    {
        await Embeddings.ShowAsync(Space.Id, CancellationToken.None);
        await AddManyAsync(5);
        await Embeddings.ClaimAsync(Space.Id, 5, suspects: false, CancellationToken.None);
        await AddManyAsync(40, "new");
        StartWorker(await OpenIndexAsync());

        await IdleAsync();

        var suspects = Embedder.Begun.TakeLast(5).ToList();
        Assert.That(suspects.Select(begun => begun.AtWork), Is.All.EqualTo(1));
        Assert.That(suspects.Select(begun => Number(begun.Sha256)), Is.EquivalentTo(Enumerable.Range(0, 5)));
        Assert.That((await Catalog.CountsAsync(CancellationToken.None)).Indexed, Is.EqualTo(45));
    }

    [Test]
    public async Task Start_DeletedWhileEmbedded_IsNowhere()
    {
        var ids = await AddManyAsync(3);
        var go = new TaskCompletionSource();
        Embedder.Meanwhile = (_, cancellation) => go.Task.WaitAsync(cancellation);
        var index = await OpenIndexAsync();
        StartWorker(index);
        await Eventually.TrueAsync(() => Embedder.Begun.Count == 3, "all in flight");

        await Catalog.RemoveAsync(new ImageSelection.ByIds([ids[1]]), CancellationToken.None);
        go.SetResult();
        await IdleAsync();

        Assert.That(await IdsAsync(index), Is.EqualTo(new[] { ids[0], ids[2] }));
        Assert.That(Embeddings.Unsaved(Space.Id).Count, Is.EqualTo(2));
    }

    [Test]
    public async Task Start_EmbedderOutOfOrder_GoesOnAfterAPauseAndFailsNothing()
    {
        await AddManyAsync(3);
        var broken = true;
        Embedder.Meanwhile = (_, _) => broken ? throw new ObjectDisposedException("session") : Task.CompletedTask;
        StartWorker(await OpenIndexAsync(), Clock);
        await Eventually.TrueAsync(() => Clock.Waiting == 1, "it pauses");
        Assert.That((await Catalog.CountsAsync(CancellationToken.None)).Pending, Is.EqualTo(3));

        broken = false;
        await PassPauseAsync(() => Waiting == 0 && !Worker!.Busy);

        Assert.That((await Catalog.CountsAsync(CancellationToken.None)).Indexed, Is.EqualTo(3));
    }

    [Test]
    public async Task Start_DiskFull_GoesOnWhenThereIsRoom()
    {
        UseSpace(Spaces.Of(30_000));
        await AddManyAsync(1);
        var index = await OpenIndexAsync();
        await Database.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1"), CancellationToken.None);
        StartWorker(index, Clock);
        await Eventually.TrueAsync(() => Clock.Waiting == 1, "it pauses");
        Assert.That(((await Catalog.CountsAsync(CancellationToken.None)).Pending, index.Vectors.Count), Is.EqualTo((1, 0)));

        await Database.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1000000"), CancellationToken.None);
        await PassPauseAsync(() => index.Vectors.Count == 1);

        Assert.That((await Catalog.CountsAsync(CancellationToken.None)).Indexed, Is.EqualTo(1));
    }

    [Test]
    public async Task Start_AnotherSpace_IsActiveWhenAllAreEmbedded()
    {
        await AddManyAsync(40);
        await CommitAsync(await OpenIndexAsync(), (await Catalog.IdsOfAsync(ImageFilter.All)));
        UseSpace(Spaces.Of(6, "another"));
        var go = new TaskCompletionSource();
        Embedder.Meanwhile = (sha256, cancellation) => Number(sha256) == 39 ? go.Task.WaitAsync(cancellation) : Task.CompletedTask;
        var index = await OpenIndexAsync();
        StartWorker(index);

        await Eventually.TrueAsync(async () => (await Catalog.CountsAsync(CancellationToken.None)).Pending == 1, "all but one are embedded");
        Assert.That(index.Rebuilding, Is.True);
        go.SetResult();
        await Eventually.TrueAsync(() => !index.Rebuilding, "moved");

        Assert.That((await new SqliteSpaces(Database).ActiveAsync(CancellationToken.None), index.Vectors.Count), Is.EqualTo((Space.Id, 40)));
    }

    private static int Number(string sha256) => Numbers.GetOrAdd(sha256, static content =>
        Enumerable.Range(0, 100).FirstOrDefault(i => Pictures.Sha256($"{i}.jpg") == content, -1));

    private static readonly ConcurrentDictionary<string, int> Numbers = new();

    // Again and again: what waits for the clock at first may be a commit, and the pause begin only after it.
    private Task PassPauseAsync(Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(6));
            return condition();
        },
        "it goes on after the pause");

    private Task IdleAsync() => Eventually.TrueAsync(() => Waiting == 0 && !Worker!.Busy, "nothing waits");

    /// <summary>A decoder's exception for an original that disappeared after the check.</summary>
    private FileNotFoundException Lost(string sha256)
    {
        File.Delete(new OriginalStore(Data).PathOf(sha256, ".jpg"));
        return new FileNotFoundException();
    }
}
