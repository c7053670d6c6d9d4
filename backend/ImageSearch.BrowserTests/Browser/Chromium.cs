using Microsoft.Playwright;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>
/// Debian's Chromium, driven by Playwright. It is configured to send no network requests of its own. The headless shell is the same engine
/// without the windows, toolbars and extensions of a desktop browser, each of which would start processes of its own for each page.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <param name="more">Switches for Chromium's command line beyond the usual ones.</param>
    public static async Task<Chromium> LaunchAsync(params string[] more)
    {
        var executable = Array.Find(Places, File.Exists)
            ?? throw new InvalidOperationException("There is no Chromium here; ./run test installs it.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            // Chromium's sandbox does not work for root, the user in containers and on build machines.
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--no-first-run", .. more,
            ],
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>Opens a page in a new profile: no cookies, no storage, no cache.</summary>
    /// <param name="rest">How long the new window stays empty first, while the browser's own parts load; zero by default.</param>
    public async Task<WatchedPage> OpenAsync(Uri address, BrowserNewContextOptions? options = null, TimeSpan rest = default)
    {
        options ??= new();
        options.ViewportSize ??= new() { Width = 1280, Height = 800 };
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(ImageSearchPage.Patience);
        try
        {
            var page = new WatchedPage(await context.NewPageAsync(), address);
            await Task.Delay(rest);
            await page.Page.GotoAsync(address.AbsoluteUri);
            return page;
        }
        catch
        {
            await context.CloseAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
