using System.Collections.Concurrent;
using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;

namespace ImageSearch.BrowserTests;

/// <summary>
/// What fixtures share, because it takes seconds to start: a library of twelve pictures that no test changes, stacks for libraries that
/// tests change, and one browser for each worker of the test run. Each is started by the first fixture that needs it and stopped after
/// the last test.
/// </summary>
[SetUpFixture]
internal sealed class Shared
{
    private static readonly Lazy<Task<RunningStack>> Library = new(StartLibraryAsync);
    private static readonly Lazy<StackPool> Pool = new(() => new StackPool());
    private static readonly ConcurrentDictionary<string, Lazy<Task<Chromium>>> Browsers = new();

    public static Task<RunningStack> StackAsync() => Library.Value;

    /// <summary>Stacks that a fixture has for itself until it returns them.</summary>
    public static StackPool Stacks => Pool.Value;

    /// <summary>
    /// The browser of the worker that runs the current test. Two workers need two, because all pages of a browser share a clipboard.
    /// </summary>
    public static Task<Chromium> ChromiumAsync() =>
        Browsers.GetOrAdd(TestContext.CurrentContext.WorkerId ?? "", _ => new(() => Chromium.LaunchAsync())).Value;

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        // One that did not start has failed its fixtures already.
        foreach (var browser in Browsers.Values.Where(browser => browser.Value.IsCompletedSuccessfully))
            await (await browser.Value).DisposeAsync();
        if (Library is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await Library.Value).DisposeAsync();
        if (Pool.IsValueCreated)
            await Pool.Value.DisposeAsync();
    }

    private static async Task<RunningStack> StartLibraryAsync()
    {
        using var limit = new CancellationTokenSource(RunningStack.StartLimit);
        var stack = await RunningStack.StartAsync(limit.Token);
        try
        {
            using var service = new Service(stack.Page);
            await TwelvePictures.FillAsync(service);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }
}
