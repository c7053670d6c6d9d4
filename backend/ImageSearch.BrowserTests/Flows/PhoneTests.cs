using System.Text.RegularExpressions;
using ImageSearch.BrowserTests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>A narrow screen with touch: no hover, no keys.</summary>
[TestFixture]
internal sealed class PhoneTests : SearchFixture
{
    private const int Height = 844;

    protected override BrowserNewContextOptions Profile => new()
    {
        ViewportSize = new() { Width = 390, Height = Height },
        HasTouch = true,
        IsMobile = true,
    };

    [Test]
    public async Task Tabs_OnAPhone_StandAtTheBottom()
    {
        var box = await Page.GetByRole(AriaRole.Navigation, new() { Name = "Views" }).BoundingBoxAsync();

        Assert.That(box!.Y, Is.GreaterThan(Height - 80));
    }

    [Test]
    public async Task Status_OnAPhone_IsShortWithTheWholeTextInItsTitle()
    {
        await Site.ExpectIndexedAsync(Total);
        var pill = Page.GetByTitle("About the index");

        await Expect(pill).ToHaveAttributeAsync("title", new Regex($"^{Total} indexed"));
        var shown = await pill.EvaluateAsync<string>("(each) => getComputedStyle(each, '::after').content");
        Assert.That(shown, Does.StartWith($"\"{Total} indexed\""));
        Assert.That(await pill.EvaluateAsync<int>("(each) => each.scrollWidth - each.clientWidth"), Is.Zero, "cut off");
    }

    [Test]
    public async Task Message_OnAPhone_LeavesTheSelectionsBarInReach()
    {
        var finger = await Finger.OverAsync(Page);
        await finger.PressAsync(Site.Picture(NameOf(5)));
        await Expect(Site.Selection).ToContainTextAsync("1 selected");
        await finger.LiftAsync();
        await Site.ActAsync("Category");
        // Its category already, so that the shared library stays as it is.
        await Site.Dialog.GetByRole(AriaRole.Combobox).FillAsync("left");
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).TapAsync();
        await Expect(Site.Messages).ToContainTextAsync("now in \"left\"");

        // A covered button cannot be tapped.
        await Site.Selection.GetByRole(AriaRole.Button, new() { Name = "Clear" }).TapAsync();

        await Expect(Site.Messages.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task LongPress_OnAPicture_SelectsItAndTapsSelectMore()
    {
        var finger = await Finger.OverAsync(Page);

        // The newest are on the screen without scrolling; a finger does not scroll to its target.
        await finger.PressAsync(Site.Picture(NameOf(Total)));
        await Expect(Site.Selection).ToContainTextAsync("1 selected");
        await finger.LiftAsync();
        await Site.Picture(NameOf(Total - 1)).TapAsync();

        await Expect(Site.Selection).ToContainTextAsync("2 selected");
    }

    [Test]
    public async Task Viewer_SweptOver_LeafsAndCloses()
    {
        await Page.GetByLabel("Order").SelectOptionAsync("Oldest first");
        await Expect(Site.Library.GetByRole(AriaRole.Button).First).ToHaveAccessibleNameAsync(NameOf(1));
        await Site.Picture(NameOf(1)).TapAsync();
        var finger = await Finger.OverAsync(Page);
        var stage = Site.Dialog.Locator(".viewer-stage");

        await finger.SweepAsync(stage, right: -150, down: 0);
        await Expect(Site.Dialog).ToHaveAccessibleNameAsync(NameOf(2));
        await finger.SweepAsync(stage, right: 150, down: 0);
        await Expect(Site.Dialog).ToHaveAccessibleNameAsync(NameOf(1));
        await finger.SweepAsync(stage, right: 0, down: 200);

        await Expect(Site.Dialog).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Query_OnAPhone_IsFoldedToAChip()
    {
        await Site.ExpectIndexedAsync(Total);
        await Site.Picture(NameOf(3)).TapAsync();
        await Site.Button("Find similar").TapAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("image="));
        await Site.ExpectResultsAsync(Total - 1);
        var slider = Page.GetByRole(AriaRole.Slider, new() { Name = "Results at most" });
        await Expect(slider).ToBeHiddenAsync();

        await Page.GetByText("Query, crop and limits").TapAsync();

        await slider.FillAsync("2");
        await Site.ExpectResultsAsync(2);
    }
}
