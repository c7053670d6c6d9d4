using Microsoft.Playwright;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>One finger on the screen of a page that has touch.</summary>
internal sealed class Finger(ICDPSession session)
{
    private static readonly object[] Nowhere = [];

    public static async Task<Finger> OverAsync(IPage page) => new(await page.Context.NewCDPSessionAsync(page));

    /// <summary>Puts the finger on the middle of an element and leaves it there.</summary>
    public async Task PressAsync(ILocator element)
    {
        var (x, y) = await MiddleAsync(element);
        await SendAsync("touchStart", [new { x, y }]);
    }

    public Task LiftAsync() => SendAsync("touchEnd", Nowhere);

    /// <summary>Sweeps from the middle of an element by so many pixels.</summary>
    public async Task SweepAsync(ILocator element, double right, double down)
    {
        var (x, y) = await MiddleAsync(element);
        await SendAsync("touchStart", [new { x, y }]);
        for (var step = 1; step <= 5; step++)
            await SendAsync("touchMove", [new { x = x + (right * step / 5), y = y + (down * step / 5) }]);
        await LiftAsync();
    }

    private static async Task<(double X, double Y)> MiddleAsync(ILocator element)
    {
        var box = await element.BoundingBoxAsync() ?? throw new InvalidOperationException($"{element} is not on the screen.");
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    private Task SendAsync(string type, object[] touchPoints) =>
        session.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = touchPoints });
}
