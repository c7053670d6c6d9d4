using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Local.Catalog;

namespace ImageSearch.Tests.Storage;

public class SqliteJobStoreTests : StorageFixture
{
    [Test]
    public async Task Failures_Paged_ComeInOrder()
    {
        var store = new SqliteJobStore(Database, Clock);
        var job = await store.AddAsync("stub", "{}", CancellationToken.None);
        await store.StartAsync(job.Id, CancellationToken.None);
        await store.ProgressAsync(job.Id, 1, 5, null, [new JobFailure("a", "1"), new JobFailure("b", "2")], CancellationToken.None);
        var after = await store.ProgressAsync(job.Id, 2, 5, null, [new JobFailure("c", "3")], CancellationToken.None);

        var (items, total) = (await store.FailuresAsync(job.Id, 2, 1, CancellationToken.None));

        Assert.That((total, after.Failures), Is.EqualTo((3, 3)));
        Assert.That(items, Is.EqualTo(new[] { new JobFailure("b", "2"), new JobFailure("c", "3") }));
    }

    [Test]
    public async Task EtaSeconds_HalfDone_IsAsLongAgain()
    {
        var store = new SqliteJobStore(Database, Clock);
        var job = await store.AddAsync("stub", "{}", CancellationToken.None);
        await store.StartAsync(job.Id, CancellationToken.None);
        Clock.Advance(TimeSpan.FromSeconds(20));
        var half = await store.ProgressAsync(job.Id, 50, 100, null, [], CancellationToken.None);

        Assert.That(half.RatePerSecond(Clock.GetUtcNow()), Is.EqualTo(2.5));
        Assert.That(half.EtaSeconds(Clock.GetUtcNow()), Is.EqualTo(20));
    }
}
