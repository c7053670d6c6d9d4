using System.Text.RegularExpressions;
using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>A narrow screen with touch: no hover, no keys.</summary>
[TestFixture]
internal sealed class PhoneTests : PageFixture
{
    private const int Height = 844;

    protected override BrowserNewContextOptions Profile => new()
    {
        ViewportSize = new() { Width = 390, Height = Height },
        HasTouch = true,
        IsMobile = true,
    };

    protected override Task FillAsync(Service service) => service.AddAsync("start", Enumerable.Range(1, 8));

    [Test]
    public async Task Tabs_OnAPhone_StandAtTheBottom()
    {
        var box = await Page.GetByRole(AriaRole.Navigation, new() { Name = "Views" }).BoundingBoxAsync();

        Assert.That(box!.Y, Is.GreaterThan(Height - 80));
    }

    [Test]
    public async Task Status_OnAPhone_IsShortWithTheWholeTextInItsTitle()
    {
        await Site.ExpectIndexedAsync(8);
        var pill = Page.GetByTitle("About the index");

        await Expect(pill).ToHaveAttributeAsync("title", new Regex("^8 indexed"));
        Assert.That(await pill.EvaluateAsync<string>("(each) => getComputedStyle(each, '::after').content"), Does.StartWith("\"8 indexed\""));
        Assert.That(await pill.EvaluateAsync<int>("(each) => each.scrollWidth - each.clientWidth"), Is.Zero, "cut off");
    }

    [Test]
    public async Task Message_OnAPhone_LeavesTheSelectionsBarInReach()
    {
        var finger = await Finger.OverAsync(Page);
        await finger.PressAsync(Site.Picture(Paintings.NameOf(5)));
        await Expect(Site.Selection).ToContainTextAsync("1 selected");
        await finger.LiftAsync();
        await Site.ActAsync("Category");
        await Site.Dialog.GetByRole(AriaRole.Combobox).FillAsync("start");
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).TapAsync();
        await Expect(Site.Messages).ToContainTextAsync("now in \"start\"");

        // A covered button cannot be tapped.
        await Site.Selection.GetByRole(AriaRole.Button, new() { Name = "Clear" }).TapAsync();

        await Expect(Site.Messages.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task LongPress_OnAPicture_SelectsItAndTapsSelectMore()
    {
        var finger = await Finger.OverAsync(Page);

        await finger.PressAsync(Site.Picture(Paintings.NameOf(1)));
        await Expect(Site.Selection).ToContainTextAsync("1 selected");
        await finger.LiftAsync();
        await Site.Picture(Paintings.NameOf(2)).TapAsync();

        await Expect(Site.Selection).ToContainTextAsync("2 selected");
    }

    [Test]
    public async Task Viewer_SweptOver_LeafsAndCloses()
    {
        await Page.GetByLabel("Order").SelectOptionAsync("Oldest first");
        await Expect(Site.Library.GetByRole(AriaRole.Button).First).ToHaveAccessibleNameAsync(Paintings.NameOf(1));
        await Site.Picture(Paintings.NameOf(1)).TapAsync();
        var finger = await Finger.OverAsync(Page);
        var stage = Site.Dialog.Locator(".viewer-stage");

        await finger.SweepAsync(stage, right: -150, down: 0);
        await Expect(Site.Dialog).ToHaveAccessibleNameAsync(Paintings.NameOf(2));
        await finger.SweepAsync(stage, right: 150, down: 0);
        await Expect(Site.Dialog).ToHaveAccessibleNameAsync(Paintings.NameOf(1));
        await finger.SweepAsync(stage, right: 0, down: 200);

        await Expect(Site.Dialog).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Query_OnAPhone_IsFoldedToAChip()
    {
        await Site.ExpectIndexedAsync(8);
        await Site.Picture(Paintings.NameOf(3)).TapAsync();
        await Site.Button("Find similar").TapAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("image="));
        await Site.ExpectResultsAsync(7);
        var slider = Page.GetByRole(AriaRole.Slider, new() { Name = "Results at most" });
        await Expect(slider).ToBeHiddenAsync();

        await Page.GetByText("Query, crop and limits").TapAsync();

        await slider.FillAsync("2");
        await Site.ExpectResultsAsync(2);
    }
}
