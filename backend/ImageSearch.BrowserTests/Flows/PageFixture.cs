using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using NUnit.Framework.Interfaces;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>
/// One running stack and one browser for all tests of a fixture, and a new profile for each test. In every test, the page must write no
/// error to its console and send no request to another origin.
/// </summary>
internal abstract class PageFixture
{
    private RunningStack? _stack;
    private Chromium? _chromium;
    private WatchedPage? _watched;

    protected RunningStack Stack => _stack!;

    protected Chromium Chromium => _chromium!;

    protected WatchedPage Watched => _watched!;

    protected IPage Page => Watched.Page;

    protected ImageSearchPage Site => new(Page);

    /// <summary>Switches for Chromium beyond the usual ones.</summary>
    protected virtual string[] Switches => [];

    /// <summary>The profile of each test's page.</summary>
    protected virtual BrowserNewContextOptions Profile => new();

    /// <summary>A folder from which pictures may be imported; null for none.</summary>
    protected virtual string? ImportRoot => null;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        // A machine with two busy cores is slow.
        Assertions.SetDefaultExpectTimeout(ImageSearchPage.Patience);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        _stack = await RunningStack.StartAsync(limit.Token, importRoot: ImportRoot);
        _chromium = await Chromium.LaunchAsync(Switches);
        using var service = new Service(_stack.Page);
        await FillAsync(service);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        if (_stack is not null)
            await _stack.DisposeAsync();
    }

    [SetUp]
    public async Task OpenAsync()
    {
        using (var service = new Service(Stack.Page))
            await ResetAsync(service);
        _watched = await OpenAsync(Profile);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
            await KeepPictureAsync();
        var complaints = Watched.Complaints;
        await Watched.DisposeAsync();
        Assert.That(complaints, Is.Empty);
    }

    /// <summary>Fills the library with the pictures that all tests of the fixture use.</summary>
    protected virtual Task FillAsync(Service service) => Task.CompletedTask;

    /// <summary>Restores before each test what another test of the fixture may have changed.</summary>
    protected virtual Task ResetAsync(Service service) => Task.CompletedTask;

    protected async Task<WatchedPage> OpenAsync(BrowserNewContextOptions options)
    {
        var watched = await Chromium.OpenAsync(Stack.Page, options);
        watched.Page.SetDefaultTimeout(ImageSearchPage.Patience);
        return watched;
    }

    private async Task KeepPictureAsync()
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.png");
        await Page.ScreenshotAsync(new() { Path = path });
        TestContext.AddTestAttachment(path, "The page when the test failed");
    }
}
