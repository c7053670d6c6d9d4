using ImageSearch.Engine;

namespace ImageSearch.Tests.Jobs;

public class BroadcastTests
{
    [Test]
    public async Task Listen_BeforeTheFirstRead_HearsEverythingSince()
    {
        var broadcast = new Broadcast<int>();
        broadcast.Publish(1);
        using var one = broadcast.Listen(CancellationToken.None);
        broadcast.Publish(2);
        using var two = broadcast.Listen(CancellationToken.None);
        broadcast.Publish(3);
        broadcast.Complete();

        Assert.That(await one.ToListAsync(), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(await two.ToListAsync(), Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public async Task Listen_SlowReader_HearsTheNewest()
    {
        var broadcast = new Broadcast<int>();
        using var listener = broadcast.Listen(CancellationToken.None);
        for (var i = 0; i < 1000; i++)
            broadcast.Publish(i);
        broadcast.Complete();

        Assert.That(await listener.ToListAsync(), Is.EqualTo(Enumerable.Range(1000 - 64, 64)));
    }

    [Test]
    public async Task Listen_AfterTheEnd_EndsAtOnce()
    {
        var broadcast = new Broadcast<int>();
        broadcast.Complete();
        using var listener = broadcast.Listen(CancellationToken.None);

        Assert.That(await listener.ToListAsync(), Is.Empty);
    }

    [Test]
    public async Task Listen_Cancelled_StopsWaiting()
    {
        using var cancellation = new CancellationTokenSource();
        using var listener = new Broadcast<int>().Listen(cancellation.Token);
        var reading = listener.ToListAsync().AsTask();

        await cancellation.CancelAsync();

        await Assert.ThatAsync(() => reading, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Dispose_NeverRead_IsForgotten()
    {
        var broadcast = new Broadcast<int>();
        for (var i = 0; i < 10; i++)
            broadcast.Listen(CancellationToken.None).Dispose();

        Assert.That(broadcast.ListenerCount, Is.Zero);
    }

    [Test]
    public async Task Dispose_WhileReading_EndsTheStream()
    {
        var broadcast = new Broadcast<int>();
        var listener = broadcast.Listen(CancellationToken.None);
        broadcast.Publish(1);
        var seen = new List<int>();

        await foreach (var item in listener)
        {
            seen.Add(item);
            listener.Dispose();
        }

        Assert.That(seen, Is.EqualTo(new[] { 1 }));
    }
}
