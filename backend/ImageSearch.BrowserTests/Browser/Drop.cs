using Microsoft.Playwright;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>Drags real files or folders from outside over a page, as a file manager would.</summary>
internal sealed class Drop(ICDPSession session, string[] paths)
{
    public static async Task<Drop> BeginAsync(IPage page, params string[] paths) =>
        new(await page.Context.NewCDPSessionAsync(page), paths);

    /// <summary>Moves over the page without letting go.</summary>
    public async Task HoverAsync()
    {
        await SendAsync("dragEnter");
        await SendAsync("dragOver");
    }

    public Task ReleaseAsync() => SendAsync("drop");

    private Task SendAsync(string type) => session.SendAsync("Input.dispatchDragEvent", new()
    {
        ["type"] = type,
        ["x"] = 300,
        ["y"] = 300,
        ["data"] = new { items = Array.Empty<object>(), files = paths, dragOperationsMask = 1 },
    });
}
