using ImageSearch.Engine;
using ImageSearch.Engine.Search;

namespace ImageSearch.Tests.Search;

public class QueryQueueTests
{
    [Test]
    public async Task RunAsync_MoreThanItHolds_IsTurnedAwayUntilThereIsRoom()
    {
        var queue = new QueryQueue(2);
        var gate = new TaskCompletionSource<int>();
        var waiting = new[] { queue.RunAsync(() => gate.Task), queue.RunAsync(() => gate.Task) };

        await Assert.ThatAsync(() => queue.RunAsync(() => Task.FromResult(1)), Refuses.As(LibraryErrorKind.TooMany, "queue-full"));
        gate.SetResult(7);

        Assert.That(await Task.WhenAll(waiting), Is.EqualTo(new[] { 7, 7 }));
        Assert.That(await queue.RunAsync(() => Task.FromResult(1)), Is.EqualTo(1));
    }

    [Test]
    public async Task RunAsync_QueriesThatFail_GiveTheirPlaceBack()
    {
        var queue = new QueryQueue(1);
        for (var i = 0; i < 5; i++)
            await Assert.ThatAsync(() => queue.RunAsync<int>(() => throw new InvalidDataException()), Throws.TypeOf<InvalidDataException>());

        Assert.That(await queue.RunAsync(() => Task.FromResult(1)), Is.EqualTo(1));
    }
}
