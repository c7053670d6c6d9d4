namespace ImageSearch.Tests.Api.Events;

/// <summary>The system's clock, but what waits for a span of time waits for a fraction of it.</summary>
internal sealed class FastClock(double factor) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    // An infinite wait stays infinite.
    private TimeSpan Shorten(TimeSpan time) => time > TimeSpan.Zero ? time / factor : time;
}
