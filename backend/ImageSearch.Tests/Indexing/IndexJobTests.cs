using System.Text.Json;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Spaces;
using ImageSearch.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Indexing;

public class IndexJobTests : IndexFixture
{
    private JobRunner? _runner;

    [TearDown]
    public async Task Stop()
    {
        if (_runner is not null)
            await _runner.DisposeAsync();
        _runner = null;
    }

    [Test]
    public async Task Missing_PicturesWait_EndsWhenTheyAreDealtWith()
    {
        await AddManyAsync(5);
        var broken = Pictures.Sha256("3.jpg");
        var go = new TaskCompletionSource();
        Embedder.Meanwhile = async (sha256, cancellation) =>
        {
            await go.Task.WaitAsync(cancellation);
            if (sha256 == broken)
                throw new EmbeddingException("No use.");
        };
        var runner = await RunAsync(await OpenIndexAsync());
        var id = (await runner.SubmitAsync(IndexJob.JobKind, IndexJob.ParametersFor(IndexJobMode.Missing), CancellationToken.None)).Id;
        await Eventually.TrueAsync(async () => (await runner.FindAsync(id, CancellationToken.None))!.Total == 5, "it knows what there is to do");
        go.SetResult();
        await EndedAsync(runner, id);

        var job = (await runner.FindAsync(id, CancellationToken.None))!;

        Assert.That((job.State, job.Current, job.Total, job.Failures), Is.EqualTo((JobState.Completed, 5, 5, 1)));
        Assert.That(Result(job), Is.EqualTo((4, 1)));
        Assert.That(
            (await runner.FailuresAsync(job.Id, 10, 0, CancellationToken.None)).Items,
            Is.EqualTo(new[] { new JobFailure("3.jpg", "No use.") }));
    }

    [Test]
    public async Task Missing_NothingWaits_EndsAtOnce()
    {
        var job = await RunAsync(await OpenIndexAsync(), IndexJobMode.Missing);

        Assert.That((job.State, job.Progress, Result(job)), Is.EqualTo((JobState.Completed, 100.0, (0, 0))));
    }

    [Test]
    public async Task All_SomeFailNow_EmbedsEveryPictureAgain()
    {
        var ids = await AddManyAsync(6);
        var index = await OpenIndexAsync();
        await index.CommitAsync(
            ids[..5].Select(id => new EmbeddedVector(id, [1, 0, 0, 0])).ToList(), [new FailedEmbedding(ids[5], "before")], CancellationToken.None);
        var broken = Pictures.Sha256("0.jpg");
        Embedder.Meanwhile = (sha256, _) => sha256 == broken ? throw new EmbeddingException("Now it fails.") : Task.CompletedTask;

        var job = await RunAsync(index, IndexJobMode.All);

        Assert.That((job.Total, Result(job)), Is.EqualTo((6, (5, 1))));
        Assert.That(await IdsAsync(index), Is.EqualTo(ids[1..]));
        Assert.That(await index.Vectors.FindAsync(ids[5], CancellationToken.None), Is.EqualTo(Spaces.Vector(Pictures.Sha256("5.jpg"), 4)));
        Assert.That((await Catalog.FindAsync(ids[0], CancellationToken.None))!.Problem, Is.EqualTo("Now it fails."));
    }

    [Test]
    public async Task All_Cancelled_LeavesTheRestAsItWas()
    {
        var ids = await AddManyAsync(200);
        var index = await OpenIndexAsync();
        await CommitAsync(index, ids);
        Embedder.Meanwhile = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation);
        var runner = await RunAsync(index);
        var job = await runner.SubmitAsync(IndexJob.JobKind, IndexJob.ParametersFor(IndexJobMode.All), CancellationToken.None);
        await Eventually.TrueAsync(() => Embedder.Begun.Count >= 32, "it is under way");
        Assert.That((await Catalog.CountsAsync(CancellationToken.None)).Indexed, Is.EqualTo(200), "searches go on meanwhile");

        await runner.CancelAsync(job.Id, CancellationToken.None);

        Assert.That(Waiting, Is.EqualTo(32), "what is in flight ends by itself");
        Assert.That(((await Catalog.CountsAsync(CancellationToken.None)).Indexed, index.Vectors.Count), Is.EqualTo((200, 200)));
    }

    [Test]
    public async Task All_AnotherThatWaitsIsCancelled_GoesOn()
    {
        var ids = await AddManyAsync(100);
        var index = await OpenIndexAsync();
        await CommitAsync(index, ids);
        var go = new TaskCompletionSource();
        Embedder.Meanwhile = (_, cancellation) => go.Task.WaitAsync(cancellation);
        var runner = await RunAsync(index);
        var first = await runner.SubmitAsync(IndexJob.JobKind, IndexJob.ParametersFor(IndexJobMode.All), CancellationToken.None);
        var second = await runner.SubmitAsync(IndexJob.JobKind, IndexJob.ParametersFor(IndexJobMode.All), CancellationToken.None);
        await Eventually.TrueAsync(() => Embedder.Begun.Count >= 32, "the first is under way");

        await runner.CancelAsync(second.Id, CancellationToken.None);
        go.SetResult();
        await EndedAsync(runner, first.Id);

        Assert.That(Embedder.Begun, Has.Count.EqualTo(100));
    }

    [Test]
    public async Task All_InterruptedByARestart_GoesOnWhereItWas()
    {
        var ids = await AddManyAsync(100);
        var index = await OpenIndexAsync();
        await CommitAsync(index, ids);
        Embedder.Meanwhile = (_, cancellation) => Embedder.Begun.Count > 50 ? Task.Delay(Timeout.Infinite, cancellation) : Task.CompletedTask;
        var worker = StartWorker(index);
        var runner = await RunAsync(index, worker);
        var job = await runner.SubmitAsync(IndexJob.JobKind, IndexJob.ParametersFor(IndexJobMode.All), CancellationToken.None);
        await Eventually.TrueAsync(
            async () => Waiting is > 0 and < 100 && (await runner.FindAsync(job.Id, CancellationToken.None))!.Current > 0,
            "half of it is done");
        await runner.DisposeAsync();
        await worker.DisposeAsync();
        var left = Waiting;

        UseSpace(Space);
        index = await OpenIndexAsync();
        runner = await RunAsync(index);
        await EndedAsync(runner, job.Id);

        Assert.That(Embedder.Begun, Has.Count.EqualTo(left));
        Assert.That(
            ((await runner.FindAsync(job.Id, CancellationToken.None))!.Total, (await Catalog.CountsAsync(CancellationToken.None)).Indexed),
            Is.EqualTo((100, 100)));
    }

    private static Task EndedAsync(JobRunner runner, long id) =>
        Eventually.TrueAsync(async () => (await runner.FindAsync(id, CancellationToken.None))!.Ended, $"job {id} ended");

    private static (int Count, int Failed) Result(JobRecord job)
    {
        using var result = JsonDocument.Parse(job.Result!);
        return (result.RootElement.GetProperty("count").GetInt32(), result.RootElement.GetProperty("failed").GetInt32());
    }

    private async Task<JobRecord> RunAsync(EmbeddingIndex index, IndexJobMode mode)
    {
        var runner = await RunAsync(index);
        var job = await runner.SubmitAsync(IndexJob.JobKind, IndexJob.ParametersFor(mode), CancellationToken.None);
        await EndedAsync(runner, job.Id);
        return (await runner.FindAsync(job.Id, CancellationToken.None))!;
    }

    private async Task<JobRunner> RunAsync(EmbeddingIndex index, IndexingWorker? worker = null)
    {
        var job = new IndexJob(Embeddings, Catalog, worker ?? StartWorker(index), TimeProvider.System);
        _runner = new JobRunner(new SqliteJobStore(Database, Clock), [job], NullLogger<JobRunner>.Instance);
        await _runner.StartAsync(CancellationToken.None);
        return _runner;
    }
}
