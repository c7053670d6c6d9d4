using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;

namespace ImageSearch.Benchmarks.Gallery;

/// <summary>
/// Measures the cost of the library's wall in a browser with very many pictures: the real page through the real nginx in Chromium.
/// </summary>
internal static class GalleryBenchmark
{
    /// <summary>Fills a library if there is none yet, measures and prints a table; returns the exit code.</summary>
    /// <param name="pictures">Number of pictures in the library.</param>
    public static async Task<int> RunAsync(int pictures)
    {
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            cancellation.Cancel();
        };

        // Kept for the next run, because making a hundred thousand pictures takes longer than measuring them.
        var data = Path.Combine(Checkout.Root, "artifacts", "bench", $"gallery-{pictures}");
        await using var stack = await RunningStack.StartAsync(cancellation.Token, data: data);
        await new GalleryLibrary(stack.Page).FillAsync(pictures, cancellation.Token);

        await using var chromium = await Chromium.LaunchAsync("--enable-precise-memory-info", "--js-flags=--expose-gc");
        var layout = await LayoutSize.MeasureAsync(stack.Page, cancellation.Token);
        var figures = await new GalleryMeasurement(chromium, stack.Page).RunAsync();
        Console.WriteLine(figures.ToTable(pictures, layout));
        return 0;
    }
}
