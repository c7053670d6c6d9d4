using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Local.Catalog;

namespace ImageSearch.Tests.Storage;

public class SqliteJobStoreTests : StorageFixture
{
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
