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
    private const int Whole = 6;
    private const string Name = "painting-1.jpg";

    /// <summary>axe-core is a script that the page's content security policy would forbid.</summary>
    protected override BrowserNewContextOptions Profile => new() { BypassCSP = true };

    protected override async Task FillAsync(Service service)
    {
        await using (var watched = await OpenAsync(Profile))
        {
            await Expect(watched.Page.GetByText("Drop pictures here")).ToBeVisibleAsync();
            Assert.That(await Axe.ViolationsAsync(watched.Page), Is.Empty, "empty library");
        }

        await service.AddAsync("start", [Paintings.Damaged(21)]);
        await service.AddAsync("start", Enumerable.Range(1, Whole));
    }

    /// <summary>The damaged picture has no thumbnail.</summary>
    [SetUp]
    public void ExpectFailedRequests() => Watched.ExpectsFailedRequests = true;

    [TestCase(390)]
    [TestCase(1440)]
    public async Task Screens_Looked_At_HaveNoViolations(int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        await Site.ExpectIndexedAsync(Whole);

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
    }

    private async Task LookAtTheLibraryAsync()
    {
        await Expect(Site.Picture(Name)).ToBeAttachedAsync();
        await JudgeAsync("library");
        await Site.Library.Locator(".tile-open").First.PressAsync("Space");
        await Expect(Site.Selection).ToContainTextAsync("1 selected");
        await JudgeAsync("library with a selection");
    }

    private async Task LookAtPopoversAsync()
    {
        await Page.Keyboard.PressAsync("Escape");
        await Site.Button("More").ClickAsync();
        await Expect(Site.Button("Index and model")).ToBeVisibleAsync();
        await JudgeAsync("menu");
        await Page.Keyboard.PressAsync("Escape");
        await Site.Button("Date and size").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Combobox, new() { Name = "Added", Exact = true })).ToBeVisibleAsync();
        await JudgeAsync("rarer filters");
        await Page.Keyboard.PressAsync("Escape");
    }

    private async Task LookAtTheViewerAsync()
    {
        await Site.Library.Locator(".tile-open").First.PressAsync("Enter");
        await Page.Keyboard.PressAsync("i");
        await Expect(Site.Dialog).ToContainTextAsync("SHA-256");
        await JudgeAsync("viewer with details");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Site.Dialog).ToHaveCountAsync(0);
    }

    private async Task LookAtDialogsAsync()
    {
        await Page.Keyboard.PressAsync("?");
        await JudgeDialogAsync("keyboard help");
        await Page.GetByTitle("About the index").ClickAsync();
        await JudgeDialogAsync("index");
        await Site.Library.Locator(".tile-open").First.PressAsync("Space");
        await Site.ActAsync("Tags");
        await JudgeDialogAsync("label");
        await Site.ActAsync("Rename");
        await JudgeDialogAsync("names by a pattern");
        await Site.Button("More").ClickAsync();
        await Site.Button("Sort into categories…").ClickAsync();
        await JudgeDialogAsync("sorting");
        await Site.OpenMenuAsync("Import a folder of the server…");
        await Expect(Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "coats", Exact = true })).ToBeVisibleAsync();
        await Site.Dialog.GetByLabel("Folder on the server").FillAsync("/");
        await Expect(Site.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("may not be imported");
        await JudgeDialogAsync("import");
        await Site.OpenMenuAsync("Models…");
        await Expect(Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Use it: Small built-in model" })).ToBeVisibleAsync();
        await JudgeDialogAsync("models");
        await Site.ActAsync("Rename");
        await JudgeDialogAsync("renaming");
        await Site.ActAsync("Delete");
        await JudgeDialogAsync("confirmation");
        await Site.Library.Locator(".tile-open").Nth(1).PressAsync("Space");
        await Site.ActAsync("Compare");
        await JudgeDialogAsync("comparison");
        await Site.Button("More").ClickAsync();
        await JudgeAsync("menu");
        await Site.Button("Sort into categories…").ClickAsync();
        await JudgeDialogAsync("sorting");
        await Site.ActAsync("Clear");
    }

    private async Task LookAtTheCameraAndTheTrayAsync()
    {
        await Site.Button("Take a photo").ClickAsync();
        await Expect(Site.Dialog).ToContainTextAsync("No camera can be used here");
        await JudgeDialogAsync("camera");
        await Site.ChooseAsync("Add pictures", new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = [1] });
        await Site.Progress.GetByText("1 file not taken").ClickAsync();
        await JudgeAsync("tray with a rejected file");
        await Site.Progress.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
    }

    private async Task LookAtFailuresAsync()
    {
        await Page.GetByTitle("About the index").ClickAsync();
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Embed everything again" }).ClickAsync();
        await Expect(Site.Progress).ToContainTextAsync("Finished · 1 failure");
        await Site.Progress.GetByText("What failed").ClickAsync();
        await JudgeAsync("tray with a job's failures");
        await Site.Progress.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
    }

    private async Task LookAtTheSearchAsync()
    {
        await Site.GoToAsync("Search");
        await Expect(Page.GetByText("Show me more like this")).ToBeVisibleAsync();
        await JudgeAsync("search without a query");
        await Site.ChooseAsync("Choose a picture", Paintings.SmallerCopy(1), Paintings.SmallerCopy(2));
        await Site.ExpectBestAsync(Name);
        await JudgeAsync("search");
    }

    private async Task JudgeDialogAsync(string screen)
    {
        await Expect(Site.Dialog).ToBeVisibleAsync();
        await JudgeAsync(screen);
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Site.Dialog).ToHaveCountAsync(0);
    }

    private async Task JudgeAsync(string screen)
    {
        Assert.That(await Axe.ViolationsAsync(Page), Is.Empty, screen);
        var excess = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.That(excess, Is.LessThanOrEqualTo(0), $"{screen} sticks out at the side");

        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.That(await Axe.ColourViolationsAsync(Page), Is.Empty, $"{screen}, dark");
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
