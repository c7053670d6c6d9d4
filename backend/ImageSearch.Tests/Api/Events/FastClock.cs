namespace ImageSearch.Tests.Api.Events;

/// <summary>The system's clock, except that every wait takes a fraction of its time.</summary>
internal sealed class FastClock(double factor) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    // An infinite wait stays infinite.
    private TimeSpan Shorten(TimeSpan time) => time > TimeSpan.Zero ? time / factor : time;
}
