using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>
/// Checks every screen with axe-core, on a phone and a desktop, light and dark, and checks that nothing overflows at the side.
/// </summary>
[TestFixture]
internal sealed class AccessibilityTests : PageFixture
{
    private const string Name = "painting-1.jpg";

    private IPage _page = null!;
    private ImageSearchPage _site = null!;

    protected override string? ImportRoot => Path.Combine(Checkout.Root, "frontend");

    protected override async Task FillAsync(Service service)
    {
        await using (var watched = await OpenAsync(new() { BypassCSP = true }))
        {
            await Expect(watched.Page.GetByText("Drop pictures here")).ToBeVisibleAsync();
            Assert.That(await Axe.ViolationsAsync(watched.Page), Is.Empty, "empty library");
        }

        await service.AddAsync("start", [Paintings.Damaged(21)]);
        await service.AddAsync("start", Enumerable.Range(1, 20));
    }

    /// <summary>The damaged picture has no thumbnail.</summary>
    [SetUp]
    public void ExpectFailedRequests() => Watched.ExpectsFailedRequests = true;

    [TestCase(390, ColorScheme.Light)]
    [TestCase(390, ColorScheme.Dark)]
    [TestCase(1440, ColorScheme.Light)]
    [TestCase(1440, ColorScheme.Dark)]
    public async Task Screens_Looked_At_HaveNoViolations(int width, ColorScheme scheme)
    {
        await using var watched = await OpenAsync(new()
        {
            BypassCSP = true,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        watched.ExpectsFailedRequests = true;
        _page = watched.Page;
        _site = new(_page);
        await _site.ExpectIndexedAsync(20);

        await Assert.MultipleAsync(async () =>
        {
            await LookAtTheLibraryAsync();
            await LookAtPopoversAsync();
            await LookAtTheViewerAsync();
            await LookAtDialogsAsync();
            await LookAtTheCameraAndTheTrayAsync();
            await LookAtFailuresAsync();
            await LookAtTheSearchAsync();
        });
        Assert.That(watched.Complaints, Is.Empty);
    }

    private async Task LookAtTheLibraryAsync()
    {
        await Expect(_site.Picture(Name)).ToBeAttachedAsync();
        await JudgeAsync("library");
        await _site.Library.Locator(".tile-open").First.PressAsync("Space");
        await Expect(_site.Selection).ToContainTextAsync("1 selected");
        await JudgeAsync("library with a selection");
    }

    private async Task LookAtPopoversAsync()
    {
        await _page.Keyboard.PressAsync("Escape");
        await _site.Button("More").ClickAsync();
        await Expect(_site.Button("Index and model")).ToBeVisibleAsync();
        await JudgeAsync("menu");
        await _page.Keyboard.PressAsync("Escape");
        await _site.Button("Date and size").ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Combobox, new() { Name = "Added", Exact = true })).ToBeVisibleAsync();
        await JudgeAsync("rarer filters");
        await _page.Keyboard.PressAsync("Escape");
    }

    private async Task LookAtTheViewerAsync()
    {
        await _site.Library.Locator(".tile-open").First.PressAsync("Enter");
        await _page.Keyboard.PressAsync("i");
        await Expect(_site.Dialog).ToContainTextAsync("SHA-256");
        await JudgeAsync("viewer with details");
        await _page.Keyboard.PressAsync("Escape");
        await Expect(_site.Dialog).ToHaveCountAsync(0);
    }

    private async Task LookAtDialogsAsync()
    {
        await _page.Keyboard.PressAsync("?");
        await JudgeDialogAsync("keyboard help");
        await _page.GetByTitle("About the index").ClickAsync();
        await JudgeDialogAsync("index");
        await _site.Library.Locator(".tile-open").First.PressAsync("Space");
        await _site.ActAsync("Tags");
        await JudgeDialogAsync("label");
        await _site.ActAsync("Rename");
        await JudgeDialogAsync("names by a pattern");
        await _site.Button("More").ClickAsync();
        await _site.Button("Sort into categories…").ClickAsync();
        await JudgeDialogAsync("sorting");
        await _site.OpenMenuAsync("Import a folder of the server…");
        await Expect(_site.Dialog.GetByRole(AriaRole.Button, new() { Name = "site", Exact = true })).ToBeVisibleAsync();
        await _site.Dialog.GetByLabel("Folder on the server").FillAsync("/");
        await Expect(_site.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("may not be imported");
        await JudgeDialogAsync("import");
        await _site.OpenMenuAsync("Models…");
        await Expect(_site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Use it: Small built-in model" })).ToBeVisibleAsync();
        await JudgeDialogAsync("models");
        await _site.ActAsync("Rename");
        await JudgeDialogAsync("renaming");
        await _site.ActAsync("Delete");
        await JudgeDialogAsync("confirmation");
        await _site.Library.Locator(".tile-open").Nth(1).PressAsync("Space");
        await _site.ActAsync("Compare");
        await JudgeDialogAsync("comparison");
        await _site.Button("More").ClickAsync();
        await JudgeAsync("menu");
        await _site.Button("Sort into categories…").ClickAsync();
        await JudgeDialogAsync("sorting");
        await _site.ActAsync("Clear");
    }

    private async Task LookAtTheCameraAndTheTrayAsync()
    {
        await _site.Button("Take a photo").ClickAsync();
        await Expect(_site.Dialog).ToContainTextAsync("No camera can be used here");
        await JudgeDialogAsync("camera");
        await _site.ChooseAsync("Add pictures", new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = [1] });
        await _site.Progress.GetByText("1 file not taken").ClickAsync();
        await JudgeAsync("tray with a rejected file");
        await _site.Progress.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
    }

    private async Task LookAtFailuresAsync()
    {
        await _page.GetByTitle("About the index").ClickAsync();
        await _site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Embed everything anew" }).ClickAsync();
        await Expect(_site.Progress).ToContainTextAsync("Finished · 1 failure");
        await _site.Progress.GetByText("What failed").ClickAsync();
        await JudgeAsync("tray with a job's failures");
        await _site.Progress.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
    }

    private async Task LookAtTheSearchAsync()
    {
        await _site.GoToAsync("Search");
        await Expect(_page.GetByText("Show me more like this")).ToBeVisibleAsync();
        await JudgeAsync("search without a query");
        await _site.ChooseAsync("Choose a picture", Paintings.SmallerCopy(1), Paintings.SmallerCopy(2));
        await _site.ExpectBestAsync(Name);
        await JudgeAsync("search");
    }

    private async Task JudgeDialogAsync(string screen)
    {
        await Expect(_site.Dialog).ToBeVisibleAsync();
        await JudgeAsync(screen);
        await _page.Keyboard.PressAsync("Escape");
        await Expect(_site.Dialog).ToHaveCountAsync(0);
    }

    private async Task JudgeAsync(string screen)
    {
        Assert.That(await Axe.ViolationsAsync(_page), Is.Empty, screen);
        var excess = await _page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.That(excess, Is.LessThanOrEqualTo(0), $"{screen} sticks out at the side");
    }
}
