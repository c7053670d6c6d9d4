using ImageSearch.Engine;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Jobs;

public class JobRunnerTests : StorageFixture
{
    private readonly List<JobRunner> _runners = [];
    private StubHandler _handler = null!;

    [SetUp]
    public void Prepare() => _handler = new StubHandler("stub");

    [TearDown]
    public async Task Stop()
    {
        foreach (var runner in _runners)
            await runner.DisposeAsync();
        _runners.Clear();
    }

    [Test]
    public async Task SubmitAsync_Several_RunOneByOneInOrder()
    {
        var runner = await StartAsync();
        var jobs = new[] { await SubmitAsync(runner), await SubmitAsync(runner), await SubmitAsync(runner) };

        foreach (var job in jobs)
        {
            await _handler.BegunAsync(job.Id);
            Assert.That(_handler.Running, Is.EqualTo(new[] { job.Id }));
            _handler.End(job.Id, "{}");
            await EndedAsync(runner, job.Id);
        }

        foreach (var job in jobs)
            Assert.That((await FindAsync(runner, job.Id)).State, Is.EqualTo(JobState.Completed));
        Assert.That((await FindAsync(runner, jobs[0].Id)).Result, Is.EqualTo("{}"));
        Assert.That(
            (await runner.ListAsync(10, null, CancellationToken.None)).Items.Select(job => job.Id),
            Is.EqualTo(jobs.Reverse().Select(job => job.Id)));
    }

    [Test]
    public async Task SubmitAsync_AnotherKind_DoesNotWait()
    {
        var other = new StubHandler("other");
        var runner = await StartAsync(_handler, other);
        var first = await SubmitAsync(runner);
        var second = await runner.SubmitAsync("other", "{}", CancellationToken.None);

        await _handler.BegunAsync(first.Id);
        await other.BegunAsync(second.Id);
        _handler.End(first.Id, null);
        other.End(second.Id, null);
        await EndedAsync(runner, second.Id);
    }

    [Test]
    public async Task RunAsync_HandlerFails_IsRecordedAndTheNextRuns()
    {
        var runner = await StartAsync();
        var bad = await SubmitAsync(runner);
        var good = await SubmitAsync(runner);

        await _handler.BegunAsync(bad.Id);
        _handler.Fail(bad.Id, new InvalidDataException("It does not add up."));
        await _handler.BegunAsync(good.Id);
        _handler.End(good.Id, null);
        await EndedAsync(runner, good.Id);

        Assert.That(
            ((await FindAsync(runner, bad.Id)).State, (await FindAsync(runner, bad.Id)).Problem),
            Is.EqualTo((JobState.Failed, "It does not add up.")));
        Assert.That((await FindAsync(runner, good.Id)).State, Is.EqualTo(JobState.Completed));
    }

    [Test]
    public async Task CancelAsync_Running_StopsItAndUndoesWhatItBegan()
    {
        var runner = await StartAsync();
        var job = await SubmitAsync(runner);
        await _handler.BegunAsync(job.Id);

        var cancelled = await runner.CancelAsync(job.Id, CancellationToken.None);
        var next = await SubmitAsync(runner);
        await _handler.BegunAsync(next.Id);

        Assert.That((cancelled.State, (await FindAsync(runner, job.Id)).State), Is.EqualTo((JobState.Cancelled, JobState.Cancelled)));
        Assert.That(_handler.Undone, Is.EqualTo(new[] { job.Id }));
    }

    [Test]
    public async Task CancelAsync_Queued_NeverRunsAndUndoesNothing()
    {
        var runner = await StartAsync();
        var first = await SubmitAsync(runner);
        var second = await SubmitAsync(runner);
        var third = await SubmitAsync(runner);
        await _handler.BegunAsync(first.Id);

        await runner.CancelAsync(second.Id, CancellationToken.None);
        _handler.End(first.Id, null);
        await _handler.BegunAsync(third.Id);

        Assert.That(_handler.Undone, Is.Empty, "the first was still at work");
        Assert.That(_handler.Begun, Is.EqualTo(new[] { first.Id, third.Id }));
        Assert.That((await FindAsync(runner, first.Id)).State, Is.EqualTo(JobState.Completed));
    }

    [Test]
    public async Task CancelAsync_Ended_StaysAsItIs()
    {
        var runner = await StartAsync();
        var job = await SubmitAsync(runner);
        await _handler.BegunAsync(job.Id);
        _handler.End(job.Id, null);
        await EndedAsync(runner, job.Id);

        Assert.That((await runner.CancelAsync(job.Id, CancellationToken.None)).State, Is.EqualTo(JobState.Completed));
        Assert.That(_handler.Undone, Is.Empty);
    }

    [Test]
    public async Task CancelAsync_Unknown_SaysSo()
    {
        var runner = await StartAsync();

        await Assert.ThatAsync(() => runner.CancelAsync(9, CancellationToken.None), Refuses.As(LibraryErrorKind.NotFound));
    }

    [Test]
    public async Task Start_AfterAStop_TakesUpWhatHasNotEnded()
    {
        var runner = await StartAsync();
        var running = await SubmitAsync(runner);
        var queued = await SubmitAsync(runner);
        await _handler.BegunAsync(running.Id);
        await _handler.ReportAsync(running.Id, 3, 10);
        await runner.DisposeAsync();
        Assert.That(
            ((await FindAsync(runner, running.Id)).State, (await FindAsync(runner, queued.Id)).State),
            Is.EqualTo((JobState.Running, JobState.Queued)));

        _handler = new StubHandler("stub");
        var restarted = await StartAsync();
        await _handler.BegunAsync(running.Id);
        Assert.That(((await FindAsync(restarted, running.Id)).Current, (await FindAsync(restarted, running.Id)).Total), Is.EqualTo((3, 10)));
        _handler.End(running.Id, null);
        await _handler.BegunAsync(queued.Id);
        _handler.End(queued.Id, null);
        await EndedAsync(restarted, queued.Id);

        Assert.That((await restarted.UnfinishedAsync(CancellationToken.None)), Is.Empty);
    }

    [Test]
    public async Task Changes_OneJob_TellsEveryStepInOrder()
    {
        var runner = await StartAsync();
        using var changes = runner.Changes.Listen(CancellationToken.None);
        var job = await SubmitAsync(runner);
        await _handler.BegunAsync(job.Id);
        await _handler.ReportAsync(job.Id, 1, 2);
        _handler.End(job.Id, null);

        var states = new List<string>();
        await foreach (var change in changes)
        {
            states.Add($"{change.State} {change.Progress}");
            if (change.Ended)
                break;
        }

        Assert.That(states, Is.EqualTo(new[] { "Queued 0", "Running 0", "Running 50", "Completed 100" }));
    }

    private static Task<JobRecord> SubmitAsync(JobRunner runner) => runner.SubmitAsync("stub", "{}", CancellationToken.None);

    private static async Task<JobRecord> FindAsync(JobRunner runner, long id) => await runner.GetAsync(id, CancellationToken.None);

    private static Task EndedAsync(JobRunner runner, long id) =>
        Eventually.TrueAsync(async () => (await FindAsync(runner, id)).Ended, $"job {id} ended");

    private async Task<JobRunner> StartAsync(params StubHandler[] handlers)
    {
        var runner = new JobRunner(
            new SqliteJobStore(Database, Clock), handlers.Length == 0 ? [_handler] : handlers, NullLogger<JobRunner>.Instance);
        _runners.Add(runner);
        await runner.StartAsync(CancellationToken.None);
        return runner;
    }
}
