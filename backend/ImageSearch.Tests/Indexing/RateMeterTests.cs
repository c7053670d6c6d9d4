using ImageSearch.Engine.Indexing;

namespace ImageSearch.Tests.Indexing;

public class RateMeterTests
{
    private readonly FakeClock _clock = new();

    [Test]
    public void PerSecond_SteadyWork_IsItsRate()
    {
        var meter = Restarted();
        for (var second = 1; second <= 60; second++)
        {
            Work(meter, TimeSpan.FromSeconds(1), 30);
            Assert.That(meter.PerSecond, Is.EqualTo(30).Within(0.01), $"after {second} s");
        }
    }

    [Test]
    public void PerSecond_WorkChangesItsPace_FollowsWithinTenSeconds()
    {
        var meter = Restarted();
        for (var i = 0; i < 20; i++)
            Work(meter, TimeSpan.FromSeconds(1), 100);
        for (var i = 0; i < 11; i++)
            Work(meter, TimeSpan.FromSeconds(1), 10);

        Assert.That(meter.PerSecond, Is.EqualTo(10).Within(0.01));
    }

    [Test]
    public void PerSecond_NothingYet_IsZero()
    {
        var meter = Restarted();
        Assert.That(meter.PerSecond, Is.Zero);
        meter.Add(5);
        Assert.That(meter.PerSecond, Is.Zero, "no time has passed");
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(meter.PerSecond, Is.Zero, "that was long ago");
    }

    [Test]
    public void Restart_AfterAPause_ForgetsWhatWasBefore()
    {
        var meter = Restarted();
        Work(meter, TimeSpan.FromSeconds(1), 1000);
        meter.Restart();
        Work(meter, TimeSpan.FromSeconds(2), 10);

        Assert.That(meter.PerSecond, Is.EqualTo(5).Within(0.01));
    }

    private RateMeter Restarted()
    {
        var meter = new RateMeter(_clock);
        meter.Restart();
        return meter;
    }

    private void Work(RateMeter meter, TimeSpan time, int count)
    {
        _clock.Advance(time);
        meter.Add(count);
    }
}
