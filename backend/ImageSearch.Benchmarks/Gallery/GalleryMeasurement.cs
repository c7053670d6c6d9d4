using ImageSearch.BrowserTests.Browser;
using Microsoft.Playwright;

namespace ImageSearch.Benchmarks.Gallery;

/// <summary>Opens the library in new profiles, then scrolls through it steadily and in jumps.</summary>
internal sealed class GalleryMeasurement(Chromium chromium, Uri address)
{
    private const int Profiles = 7;

    // A new window of Chromium first loads parts of its own interface, which a real user's window has already done.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private static readonly PageWaitForFunctionOptions Patience = new() { Timeout = ImageSearchPage.Patience };

    private const string ScreenIsFull = """
        () => {
          const onScreen = [...document.querySelectorAll('library-view .tile')].filter((tile) => {
            const { top, bottom } = tile.getBoundingClientRect();
            return bottom > 0 && top < innerHeight;
          });
          return onScreen.length > 0 && onScreen.every((tile) => tile.classList.contains('is-loaded')) && performance.now();
        }
        """;

    private const string Scroll = """
        (seconds) => new Promise((resolve) => {
          const times = [];
          let first = 0;
          let last = 0;
          requestAnimationFrame(function frame(now) {
            first ||= now;
            if (last) times.push(now - last);
            last = now;
            // Two screens per second: fast reading. By time, like a hand, so that a slow frame makes a long step.
            scrollTo(0, ((now - first) / 1000) * 2 * innerHeight);
            if (now - first < seconds * 1000) requestAnimationFrame(frame); else resolve(times);
          });
        })
        """;

    private const string JumpAbout = """
        async (jumps) => {
          for (let jump = 0; jump < jumps; jump += 1) {
            scrollTo(0, ((jump * 0.618) % 1) * (document.documentElement.scrollHeight - innerHeight));
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        }
        """;

    public async Task<GalleryFigures> RunAsync()
    {
        var ofNewBrowser = await VisitAsync(TimeSpan.Zero);
        var firstScreens = new List<double>();
        while (firstScreens.Count < Profiles - 1)
            firstScreens.Add(await VisitAsync(Rest));

        await using var watched = await OpenAsync(Rest);
        var page = watched.Page;
        firstScreens.Add(await FirstScreenAsync(watched));
        var before = (await HeapAsync(page), await NodesAsync(page));

        var frames = await page.EvaluateAsync<double[]>(Scroll, 20);
        await page.EvaluateAsync(JumpAbout, 200);
        await page.WaitForFunctionAsync(ScreenIsFull, options: Patience);

        ThrowIfComplaining(watched);
        return new GalleryFigures(ofNewBrowser, [.. firstScreens], frames, before.Item1, await HeapAsync(page), before.Item2, await NodesAsync(page));
    }

    private Task<WatchedPage> OpenAsync(TimeSpan rest) =>
        chromium.OpenAsync(address, new() { ViewportSize = new() { Width = 1440, Height = 900 } }, rest);

    private async Task<double> VisitAsync(TimeSpan rest)
    {
        await using var visit = await OpenAsync(rest);
        return await FirstScreenAsync(visit);
    }

    private static async Task<double> FirstScreenAsync(WatchedPage visit)
    {
        var time = await (await visit.Page.WaitForFunctionAsync(ScreenIsFull, options: Patience)).JsonValueAsync<double>();
        ThrowIfComplaining(visit);
        return time;
    }

    private static void ThrowIfComplaining(WatchedPage visit)
    {
        if (visit.Complaints.Count > 0)
            throw new InvalidOperationException($"The page complained: {string.Join("; ", visit.Complaints)}");
    }

    private static Task<long> HeapAsync(IPage page) => page.EvaluateAsync<long>("() => { gc(); return performance.memory.usedJSHeapSize; }");

    private static Task<int> NodesAsync(IPage page) => page.EvaluateAsync<int>("document.getElementsByTagName('*').length");
}
