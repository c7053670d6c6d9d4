using Microsoft.Playwright;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>Drags real files or folders from outside over a page, like a file manager.</summary>
internal sealed class Drop(IPage page, ICDPSession session, string[] paths)
{
    private const int Attempts = 5;

    public static async Task<Drop> BeginAsync(IPage page, params string[] paths) =>
        new(page, await page.Context.NewCDPSessionAsync(page), paths);

    /// <summary>Moves over the page without dropping.</summary>
    public async Task HoverAsync()
    {
        await SendAsync("dragEnter");
        await SendAsync("dragOver");
    }

    /// <summary>Drops, and makes sure that the page gets the event: a busy Chromium sometimes loses a simulated drop.</summary>
    public async Task ReleaseAsync()
    {
        await page.EvaluateAsync(
            "() => { globalThis.dropped = new Promise((resolve) => addEventListener('drop', () => resolve(true), { once: true })); }");
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await SendAsync("drop");
            if (await page.EvaluateAsync<bool>("() => Promise.race([dropped, new Promise((resolve) => setTimeout(resolve, 3000, false))])"))
                return;
            await HoverAsync();
        }

        Assert.Fail($"Chromium has lost {Attempts} drops.");
    }

    private Task SendAsync(string type) => session.SendAsync("Input.dispatchDragEvent", new()
    {
        ["type"] = type,
        ["x"] = 300,
        ["y"] = 300,
        ["data"] = new { items = Array.Empty<object>(), files = paths, dragOperationsMask = 1 },
    });
}
