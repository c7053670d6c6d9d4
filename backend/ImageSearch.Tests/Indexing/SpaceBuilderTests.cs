using Dapper;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Pictures;
using ImageSearch.Engine.Spaces;
using ImageSearch.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Indexing;

public class SpaceBuilderTests : IndexFixture
{
    private TaskCompletionSource _go = null!;
    private SqliteSpaces _spaces = null!;
    private OpenSpaces _open = null!;
    private LibrarySpace _new = null!;
    private FakeEmbedder _newModel = null!;

    [SetUp]
    public async Task OpenSpaces()
    {
        _go = new TaskCompletionSource();
        _spaces = new SqliteSpaces(Database);
        var active = new LibrarySpace(Embedder, await OpenIndexAsync());
        await _spaces.RecordAsync(SpaceRecord.Of(active), CancellationToken.None);
        _open = new OpenSpaces(active);
        StartWorker(_open);
        _new = await OpenNewAsync();
    }

    [TearDown]
    public async Task CloseSpaces()
    {
        await _open.DisposeAsync();
        await _new.DisposeAsync();
    }

    [Test]
    public async Task BuildAsync_Done_HasEveryPictureAndSwitches()
    {
        var ids = await AddIndexedAsync(100);
        var old = _open.Active;

        var (retired, failures) = await BuildAsync(keepOld: false);

        Assert.That((retired, _open.Active, _open.Building), Is.EqualTo((old, _new, (LibrarySpace?)null)));
        Assert.That(await IdsAsync(_new.Index), Is.EqualTo(ids));
        Assert.That(
            (await _spaces.ActiveAsync(CancellationToken.None), (await Catalog.CountsAsync(CancellationToken.None)), failures.Count),
            Is.EqualTo((_new.Id, new ImageCounts(100, 0, 0), 0)));
        Assert.That((await _spaces.ListAsync(CancellationToken.None)).Select(space => space.Id), Is.EqualTo(new[] { _new.Id }));
        Assert.That((Embeddings.Unsaved(old.Id).Count, Embeddings.Unsaved(_new.Id).Count), Is.EqualTo((0, 100)));
    }

    [Test]
    public async Task BuildAsync_PicturesArriveMeanwhile_AreFoundAtOnceAndThenInBoth()
    {
        var ids = await AddIndexedAsync(100);
        var building = BuildHeldAsync(ids[7]);

        var later = await AddIndexedAsync(100, "later");
        Assert.That(await IdsAsync(_open.Active.Index), Is.EqualTo(ids.Concat(later)), "the active space has them before the new one is ready");
        Assert.That(_open.Active.Id, Is.EqualTo(Space.Id));
        _go.SetResult();
        await building;

        Assert.That(await IdsAsync(_new.Index), Is.EqualTo(ids.Concat(later)));
        var last = (await AddIndexedAsync(1, "last")).Single();
        Assert.That(await _new.Index.FindAsync(last, CancellationToken.None), Is.EqualTo(Spaces.Vector(Pictures.Sha256("last0.jpg"), 6)));
    }

    [Test]
    public async Task BuildAsync_FailsInTheNewModelOnly_IsIndexedUntilTheSwitch()
    {
        var ids = await AddIndexedAsync(40);
        var broken = Pictures.Sha256("3.jpg");
        var building = BuildHeldAsync(
            ids[7],
            sha256 => sha256 == broken ? throw new EmbeddingException("The new model cannot.") : Task.CompletedTask);
        await Eventually.TrueAsync(() => Failures() > 0, "it has failed");
        Assert.That(await Catalog.CountsAsync(CancellationToken.None), Is.EqualTo(new ImageCounts(40, 0, 0)));

        _go.SetResult();
        var (_, failures) = await building;

        Assert.That(failures.Select(failure => failure.Name), Is.EqualTo(new[] { "3.jpg" }));
        var image = (await Catalog.FindAsync(ids[3], CancellationToken.None))!;
        Assert.That((image.Status, image.Problem), Is.EqualTo((ImageStatus.Failed, "The new model cannot.")));
        Assert.That(((await Catalog.CountsAsync(CancellationToken.None)), _new.Index.Count), Is.EqualTo((new ImageCounts(39, 0, 1), 39)));
    }

    [Test]
    public async Task BuildAsync_DeletedMeanwhile_IsInNeitherSpace()
    {
        var ids = await AddIndexedAsync(40);
        var building = BuildHeldAsync(ids[39]);
        await Eventually.TrueAsync(() => _new.Index.Count > 0, "some are embedded");

        var done = (await IdsAsync(_new.Index))[0];
        await Gate.HoldAsync(
            async () =>
            {
                await Indexes.RemoveAsync((await Catalog.RemoveAsync(new ImageSelection.ByIds([done, ids[39]]), CancellationToken.None)).Ids);
                return true;
            },
            CancellationToken.None);
        _go.SetResult();
        var (old, _) = await building;

        var left = ids.Except([done, ids[39]]);
        Assert.That(await IdsAsync(_new.Index), Is.EqualTo(left));
        Assert.That(await IdsAsync(old.Index), Is.EqualTo(left));
    }

    [Test]
    public async Task BuildAsync_CancelledAndBegunAgain_EmbedsOnlyWhatIsMissing()
    {
        var ids = await AddIndexedAsync(100);
        using var cancellation = new CancellationTokenSource();
        var building = BuildHeldAsync(ids[60], cancellationToken: cancellation.Token);
        await Eventually.TrueAsync(() => Embeddings.Unsaved(_new.Id).Count > 20, "some are embedded");
        await cancellation.CancelAsync();
        Assert.That(async () => await building, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(
            (_open.Active.Id, _open.Building, (await ClaimNewAsync(suspects: true)).Length),
            Is.EqualTo((Space.Id, (LibrarySpace?)null, 0)),
            "nothing is claimed");

        var before = Embeddings.Unsaved(_new.Id).Count;
        await _new.DisposeAsync();
        _new = await OpenNewAsync();
        await BuildAsync(keepOld: false);

        Assert.That(_newModel.Begun, Has.Count.EqualTo(100 - before));
        Assert.That(await IdsAsync(_new.Index), Is.EqualTo(ids));
    }

    [Test]
    public async Task BuildAsync_PictureInFlightAtThreeCrashes_IsGivenUpAndTheOthersAreNot()
    {
        var ids = await AddIndexedAsync(10);
        await Embeddings.QueueMissingAsync(_new.Id, CancellationToken.None);
        await CrashWithAsync(ids[4], 3);
        await CrashWithAsync(ids[5], 1);

        var (_, failures) = await BuildAsync(keepOld: false);

        Assert.That(failures.Select(failure => failure.Name), Is.EqualTo(new[] { "4.jpg" }));
        Assert.That(await IdsAsync(_new.Index), Is.EqualTo(ids.Except([ids[4]])));
        Assert.That(_newModel.Begun.Last(), Is.EqualTo((Pictures.Sha256("5.jpg"), 1)), "a suspect comes last and alone");
    }

    [Test]
    public async Task BuildAsync_ThenBackToTheKeptSpace_CatchesUpOnly()
    {
        var ids = await AddIndexedAsync(20);
        var first = Space.Id;
        var (kept, _) = await BuildAsync(keepOld: true);
        await kept.Index.SaveAsync(CancellationToken.None);
        await kept.RetireAsync();
        Assert.That((await _spaces.ListAsync(CancellationToken.None)).Single(space => space.Id == first) is { Kept: true, Indexed: 20 });
        var later = await AddIndexedAsync(3, "later");
        await Catalog.RemoveAsync(new ImageSelection.ByIds([ids[0]]), CancellationToken.None);

        var again = new FakeEmbedder(Space);
        var back = new LibrarySpace(again, NewIndex(Space));
        await back.Index.LoadAsync(null, CancellationToken.None);
        await Builder().BuildAsync(back, Change(keepOld: false), () => Task.CompletedTask, CancellationToken.None);

        Assert.That(again.Begun.Select(begun => begun.Sha256), Is.EquivalentTo(Enumerable.Range(0, 3).Select(i => Pictures.Sha256($"later{i}.jpg"))));
        Assert.That(await IdsAsync(back.Index), Is.EqualTo(ids[1..].Concat(later)));
        Assert.That(
            (await _spaces.ActiveAsync(CancellationToken.None), (await _spaces.ListAsync(CancellationToken.None)).Single().Kept),
            Is.EqualTo((first, false)));
    }

    [Test]
    public async Task RetireAsync_SomebodySearches_WaitsForThem()
    {
        await AddIndexedAsync(5);
        var lease = _open.Lease();
        var (old, _) = await BuildAsync(keepOld: false);

        var retiring = old.RetireAsync();
        Assert.That(await lease.Index.SearchAsync([1, 0, 0, 0], 5, VectorFilter.All, CancellationToken.None), Has.Count.EqualTo(5));
        Assert.That(retiring.IsCompleted, Is.False);
        lease.Dispose();
        lease.Dispose();
        await retiring;

        Assert.That(old.TryLease(), Is.Null);
        using var now = _open.Lease();
        Assert.That(now.Index.Space.Id, Is.EqualTo(_new.Id));
    }

    private async Task<LibrarySpace> OpenNewAsync()
    {
        var space = Spaces.Of(6, "new");
        _newModel = new FakeEmbedder(space);
        var opened = new LibrarySpace(_newModel, NewIndex(space));
        await _spaces.RecordAsync(SpaceRecord.Of(opened), CancellationToken.None);
        await opened.Index.LoadAsync(null, CancellationToken.None);
        return opened;
    }

    private async Task<long[]> AddIndexedAsync(int count, string prefix = "")
    {
        var ids = await AddManyAsync(count, prefix);
        Worker!.Wake();
        await Eventually.TrueAsync(async () => (await Catalog.CountsAsync(CancellationToken.None)).Pending == 0 && !Worker!.Busy, "nothing waits");
        return ids;
    }

    private long Failures() => Database.Read(connection =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM embeddings WHERE space = @Id AND state = 2", new { _new.Id }));

    private async Task<long[]> ClaimNewAsync(bool suspects) =>
        (await Embeddings.ClaimAsync(_new.Id, 1, suspects, CancellationToken.None)).Select(image => image.Id).ToArray();

    /// <summary>Leaves a picture as after processes that ended while it was in flight.</summary>
    private Task CrashWithAsync(long id, int times) => Database.WriteAsync(
        connection => connection.Execute(
            "UPDATE embeddings SET attempts = @times WHERE space = @space AND image = @id",
            new { times, space = _new.Id, id }),
        CancellationToken.None);

    private SpaceBuilder Builder() =>
        new(_open, Embeddings, _spaces, new OriginalStore(Data), Worker!, TimeProvider.System, NullLoggerFactory.Instance);

    private static SpaceChange Change(bool keepOld) => new(new KnownModel("new.onnx", new string('0', 64), 1), keepOld, Chosen: true, null);

    private Task<SpaceBuilder.Switched> BuildAsync(bool keepOld, CancellationToken cancellationToken = default) =>
        Builder().BuildAsync(_new, Change(keepOld), () => Task.CompletedTask, cancellationToken);

    /// <summary>Builds, and waits in the middle of one picture until the test continues.</summary>
    private async Task<SpaceBuilder.Switched> BuildHeldAsync(
        long held,
        Func<string, Task>? otherwise = null,
        CancellationToken cancellationToken = default)
    {
        var content = (await Catalog.FindAsync(held, CancellationToken.None))!.Sha256;
        _newModel.Meanwhile = (sha256, cancellation) => sha256 == content
            ? _go.Task.WaitAsync(cancellation)
            : otherwise?.Invoke(sha256) ?? Task.CompletedTask;
        return await BuildAsync(keepOld: false, cancellationToken);
    }
}
