using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using NUnit.Framework.Interfaces;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>
/// One running stack and its library for all tests of a fixture, and a new profile for each test. In every test, the page must write no error to its
/// console and send no request to another origin. The pages ask for reduced motion; the test of the main job does not.
/// </summary>
internal abstract class PageFixture
{
    private RunningStack? _stack;
    private Chromium? _chromium;
    private WatchedPage? _watched;
    private bool _ownsChromium;

    protected RunningStack Stack => _stack!;

    protected Chromium Chromium => _chromium!;

    protected WatchedPage Watched => _watched!;

    protected IPage Page => Watched.Page;

    protected ImageSearchPage Site => new(Page);

    /// <summary>Whether the fixture has a library of its own, which its tests may change; otherwise it has the shared one.</summary>
    protected virtual bool HasOwnLibrary => true;

    /// <summary>Switches for a Chromium of the fixture's own; none for the shared one.</summary>
    protected virtual string[] Switches => [];

    /// <summary>The profile of each test's page.</summary>
    protected virtual BrowserNewContextOptions Profile => new();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        // A machine with two busy cores is slow.
        Assertions.SetDefaultExpectTimeout(ImageSearchPage.Patience);
        _ownsChromium = Switches.Length > 0;
        _chromium = await (_ownsChromium ? Chromium.LaunchAsync(Switches) : Shared.ChromiumAsync());
        if (!HasOwnLibrary)
        {
            _stack = await Shared.StackAsync();
            return;
        }

        _stack = await Shared.Stacks.BorrowAsync();
        using var service = new Service(_stack.Page);
        await FillAsync(service);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_chromium is not null && _ownsChromium)
            await _chromium.DisposeAsync();
        if (_stack is not null && HasOwnLibrary)
            await Shared.Stacks.ReturnAsync(_stack, TestContext.CurrentContext.Result.FailCount == 0);
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
        // A page that did not open has failed the test already.
        if (_watched is null)
            return;
        if (TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
            await KeepPictureAsync();
        var complaints = Watched.Complaints;
        await Watched.DisposeAsync();
        _watched = null;
        Assert.That(complaints, Is.Empty);
    }

    /// <summary>Fills the library with the pictures that all tests of the fixture use.</summary>
    protected virtual Task FillAsync(Service service) => Task.CompletedTask;

    /// <summary>Restores before each test what another test of the fixture may have changed.</summary>
    protected virtual Task ResetAsync(Service service) => Task.CompletedTask;

    protected Task<WatchedPage> OpenAsync(BrowserNewContextOptions options)
    {
        options.ReducedMotion = ReducedMotion.Reduce;
        return Chromium.OpenAsync(Stack.Page, options);
    }

    private async Task KeepPictureAsync()
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.png");
        await Page.ScreenshotAsync(new() { Path = path });
        TestContext.AddTestAttachment(path, "The page when the test failed");
    }
}
