using ImageSearch.Engine.Jobs;

namespace ImageSearch.Tests.Providers;

public class JobsContract(ProviderKind kind) : ContractFixture(kind)
{
    private IJobStore Jobs => Provider.Jobs;

    [Test]
    public async Task AddAsync_New_IsQueuedAndFound()
    {
        var job = await AddAsync();

        Assert.That(
            (job.Kind, job.Parameters, job.State, job.Current, job.Total, job.Failures),
            Is.EqualTo(("kind", "{}", JobState.Queued, 0, 0, 0)));
        Assert.That(
            (job.Problem, job.Result, job.StartedAt, job.FinishedAt),
            Is.EqualTo(((string?)null, (string?)null, (DateTimeOffset?)null, (DateTimeOffset?)null)));
        Assert.That(await Jobs.FindAsync(job.Id, None), Is.EqualTo(job));
        Assert.That(await Jobs.FindAsync(job.Id + 1, None), Is.Null);
    }

    [Test]
    public async Task ListAsync_Several_GivesTheNewestFirst()
    {
        var ids = new[] { (await AddAsync()).Id, (await AddAsync()).Id, (await AddAsync()).Id };

        var (items, total) = await Jobs.ListAsync(2, null, None);
        var (older, _) = await Jobs.ListAsync(2, items[^1].Id, None);

        Assert.That(items.Concat(older).Select(job => job.Id), Is.EqualTo(ids.Reverse()));
        Assert.That(total, Is.EqualTo(3));
    }

    [Test]
    public async Task StartAsync_Twice_KeepsItsStart()
    {
        var job = await AddAsync();
        var started = Clock.GetUtcNow();
        await Jobs.StartAsync(job.Id, None);
        Clock.Advance(TimeSpan.FromSeconds(1));

        var again = await Jobs.StartAsync(job.Id, None);

        Assert.That((again.State, again.StartedAt), Is.EqualTo((JobState.Running, (DateTimeOffset?)started)));
    }

    [Test]
    public async Task ProgressAsync_Running_AddsFailuresThatCanBePaged()
    {
        var job = await RunningAsync();
        await Jobs.ProgressAsync(job.Id, 1, 5, null, [new JobFailure("a", "1"), new JobFailure("b", "2")], None);

        var after = await Jobs.ProgressAsync(job.Id, 3, 6, "[1]", [new JobFailure("c", "3")], None);

        Assert.That((after.Current, after.Total, after.Failures, after.Parameters), Is.EqualTo((3, 6, 3, "[1]")));
        var (items, total) = await Jobs.FailuresAsync(job.Id, 2, 1, None);
        Assert.That(items, Is.EqualTo(new[] { new JobFailure("b", "2"), new JobFailure("c", "3") }));
        Assert.That(total, Is.EqualTo(3));
    }

    [Test]
    public async Task RestartAsync_Running_BeginsAgain()
    {
        var job = await RunningAsync();
        await Jobs.ProgressAsync(job.Id, 1, 5, "[1]", [new JobFailure("a", "1")], None);
        Clock.Advance(TimeSpan.FromSeconds(1));

        var again = await Jobs.RestartAsync(job.Id, None);

        Assert.That((again.State, again.Current, again.Total, again.Failures, again.Parameters), Is.EqualTo((JobState.Running, 0, 0, 0, "[1]")));
        Assert.That(again.StartedAt, Is.EqualTo(Clock.GetUtcNow()));
        Assert.That((await Jobs.FailuresAsync(job.Id, 5, 0, None)).Total, Is.Zero);
    }

    [Test]
    public async Task EndAsync_Completed_IsFinal()
    {
        var job = await RunningAsync();
        await Jobs.ProgressAsync(job.Id, 4, 5, null, [new JobFailure("a", "1")], None);

        var ended = await Jobs.EndAsync(job.Id, JobState.Completed, null, "[2]", None);

        Assert.That(
            (ended.State, ended.Current, ended.Result, ended.FinishedAt),
            Is.EqualTo((JobState.Completed, 5, "[2]", (DateTimeOffset?)Clock.GetUtcNow())));
        Assert.That(await Jobs.EndAsync(job.Id, JobState.Failed, "late", null, None), Is.EqualTo(ended));
        Assert.That(await Jobs.StartAsync(job.Id, None), Is.EqualTo(ended));
        Assert.That(await Jobs.RestartAsync(job.Id, None), Is.EqualTo(ended));
        Assert.That(await Jobs.ProgressAsync(job.Id, 1, 9, "[]", [new JobFailure("late", "late")], None), Is.EqualTo(ended));
        Assert.That((await Jobs.FailuresAsync(job.Id, 5, 0, None)).Items, Is.EqualTo(new[] { new JobFailure("a", "1") }));
    }

    [Test]
    public async Task EndAsync_QueuedJobCancelled_HasEnded()
    {
        var job = await AddAsync();

        var ended = await Jobs.EndAsync(job.Id, JobState.Cancelled, "why", null, None);

        Assert.That((ended.State, ended.Problem, ended.FinishedAt), Is.EqualTo((JobState.Cancelled, "why", (DateTimeOffset?)Clock.GetUtcNow())));
    }

    [Test]
    public async Task UnfinishedAsync_EveryState_GivesQueuedAndRunningOnesInOrder()
    {
        var running = await RunningAsync();
        var ended = await AddAsync();
        await Jobs.EndAsync(ended.Id, JobState.Failed, "problem", null, None);
        var queued = await AddAsync();

        Assert.That((await Jobs.UnfinishedAsync(None)).Select(job => job.Id), Is.EqualTo(new[] { running.Id, queued.Id }));
    }

    [Test]
    public async Task ProgressAsync_Reopened_IsKept()
    {
        var job = await RunningAsync();
        var last = await Jobs.ProgressAsync(job.Id, 1, 5, "[1]", [new JobFailure("a", "1")], None);

        await ReopenAsync();

        Assert.That(await Jobs.UnfinishedAsync(None), Is.EqualTo(new[] { last }));
        Assert.That((await Jobs.FailuresAsync(job.Id, 5, 0, None)).Items, Is.EqualTo(new[] { new JobFailure("a", "1") }));
    }

    private Task<JobRecord> AddAsync() => Jobs.AddAsync("kind", "{}", None);

    private async Task<JobRecord> RunningAsync() => await Jobs.StartAsync((await AddAsync()).Id, None);
}
