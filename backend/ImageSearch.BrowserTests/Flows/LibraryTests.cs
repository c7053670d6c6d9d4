using System.Diagnostics;
using System.Text.RegularExpressions;
using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>Navigation on the wall: filters, order, selection, scroll position.</summary>
[TestFixture]
internal sealed class LibraryTests : PageFixture
{
    private const int Total = 60;

    private ILocator Pressed => Page.Locator(".chip[aria-pressed=true]");

    protected override async Task FillAsync(Service service)
    {
        await service.AddAsync("even", Enumerable.Range(1, Total).Where(seed => seed % 2 == 0));
        await service.AddAsync("odd", Enumerable.Range(1, Total).Where(seed => seed % 2 == 1));
    }

    [SetUp]
    public Task WaitForTheWallAsync() => Expect(Site.Library.GetByRole(AriaRole.Listitem).First).ToBeVisibleAsync();

    [Test]
    public async Task Filter_ByName_LeavesWhatMatches()
    {
        await Page.GetByLabel("Filter by name").FillAsync("painting-44");

        await Site.ExpectInLibraryAsync(1);
        await Expect(Page.GetByText("1 picture found")).ToBeAttachedAsync();
        await Page.GetByLabel("Filter by name").FillAsync("no such name");
        await Expect(Page.GetByText("Nothing passes this filter")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Filter_ByCategory_IsTakenOffByASecondPress()
    {
        var chip = Page.GetByRole(AriaRole.Button, new() { Name = "odd 30" });

        await chip.ClickAsync();
        await Expect(Page.GetByText("30 pictures found")).ToBeAttachedAsync();
        await Expect(Pressed).ToHaveCountAsync(1);
        await chip.ClickAsync();

        await Expect(Page.GetByText("60 pictures in the library")).ToBeAttachedAsync();
        await Expect(Pressed).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Filter_ByDateAndSize_LeavesWhatFits()
    {
        await Site.Button("Date and size").ClickAsync();
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Added", Exact = true }).SelectOptionAsync("In the last 7 days");
        await Expect(Page.GetByText("60 pictures found")).ToBeAttachedAsync();

        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Size", Exact = true }).SelectOptionAsync("10 MB and more");
        await Expect(Page.GetByText("Nothing passes this filter")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Size", Exact = true }).SelectOptionAsync("Any size");

        await Expect(Page.GetByText("60 pictures found")).ToBeAttachedAsync();
    }

    [Test]
    public async Task Filter_Chosen_StandsInTheAddressOutlivesAReloadAndIsTakenOffByBack()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "odd 30" }).ClickAsync();
        await Page.GetByLabel("Order").SelectOptionAsync("Name");
        await Expect(Page).ToHaveURLAsync(new Regex("#/library\\?category=odd&sort=name&order=asc$"));

        await Page.ReloadAsync();
        await Expect(Site.Library.GetByRole(AriaRole.Button).First).ToHaveAccessibleNameAsync(Paintings.NameOf(1));
        await Expect(Pressed).ToHaveTextAsync("odd 30");
        await Expect(Page.GetByLabel("Order")).ToHaveValueAsync("name asc");

        await Page.GoBackAsync();
        await Page.GoBackAsync();
        await Expect(Page.GetByText("60 pictures in the library")).ToBeAttachedAsync();
        await Expect(Pressed).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Filter_ThatNothingPasses_IsTakenOffByAPress()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "odd 30" }).ClickAsync();
        await Page.GetByLabel("Filter by name").FillAsync("no such name");

        await Site.Button("Show all pictures").ClickAsync();

        await Expect(Page.GetByText("60 pictures in the library")).ToBeAttachedAsync();
        await Expect(Page.GetByLabel("Filter by name")).ToHaveValueAsync("");
    }

    [Test]
    public async Task Tab_OfTheLibrary_LeadsBackToWhatWasFilteredThenToEverything()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "even 30" }).ClickAsync();
        await Expect(Page.GetByText("30 pictures found")).ToBeAttachedAsync();
        await Site.GoToAsync("Search");

        await Site.GoToAsync("Library");
        await Expect(Pressed).ToHaveTextAsync("even 30");
        await Site.GoToAsync("Library");

        await Expect(Page.GetByText("60 pictures in the library")).ToBeAttachedAsync();
    }

    [Test]
    public async Task Order_ByName_StartsWithTheFirst()
    {
        await Page.GetByLabel("Order").SelectOptionAsync("Name");

        await Expect(Site.Library.GetByRole(AriaRole.Button).First).ToHaveAccessibleNameAsync(Paintings.NameOf(1));
    }

    [Test]
    public async Task Select_RangeAllAndNothing_CountsThem()
    {
        var tiles = Site.Library.Locator(".tile-open");
        await tiles.Nth(0).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        await tiles.Nth(3).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(Site.Selection).ToContainTextAsync("4 selected");

        await tiles.Nth(0).PressAsync("Control+a");
        await Expect(Site.Selection).ToContainTextAsync("60 selected");
        await Page.Keyboard.PressAsync("Escape");

        await Expect(Site.Library.GetByRole(AriaRole.Checkbox, new() { Checked = true })).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Wall_ScrolledThenReloaded_IsWhereItWas()
    {
        await ScrollToTheLastRowAsync();
        await Expect(Site.Picture(Paintings.NameOf(2))).ToBeInViewportAsync();
        var before = await Page.EvaluateAsync<double>("scrollY");
        Assert.That(before, Is.GreaterThan(100));

        await Page.ReloadAsync();

        await Expect(Site.Picture(Paintings.NameOf(2))).ToBeInViewportAsync();
        Assert.That(await Page.EvaluateAsync<double>("scrollY"), Is.EqualTo(before).Within(2));
    }

    [Test]
    public async Task Wall_LeftForASearch_IsWhereItWasOnTheWayBack()
    {
        await ScrollToTheLastRowAsync();
        await Site.FindSimilarAsync(Paintings.NameOf(2));
        await Expect(Site.Results.GetByRole(AriaRole.Listitem).First).ToBeVisibleAsync();

        await Page.GoBackAsync();

        await Expect(Site.Picture(Paintings.NameOf(2))).ToBeInViewportAsync();
    }

    // A key that is pressed before the wall has its whole height scrolls too little, so it is pressed until the last picture is on the screen.
    private async Task ScrollToTheLastRowAsync()
    {
        await Expect(Site.Library.Locator(".tile-open").First).ToBeVisibleAsync();
        var began = Stopwatch.GetTimestamp();
        do
        {
            Assert.That(Stopwatch.GetElapsedTime(began).TotalMilliseconds, Is.LessThan(ImageSearchPage.Patience), "the last row comes");
            await Page.Keyboard.PressAsync("End");
            await Task.Delay(50);
        }
        while (!await Page.EvaluateAsync<bool>(
            "name => [...document.querySelectorAll('.tile-open')].some((tile) => tile.ariaLabel === name && "
                + "tile.getBoundingClientRect().top < innerHeight)",
            Paintings.NameOf(2)));
    }

    [Test]
    public async Task Theme_Switched_ChangesTheColoursAndIsRemembered()
    {
        var light = await BackgroundAsync();
        await Site.Button("Theme: system").ClickAsync();
        await Site.Button("Theme: light").ClickAsync();
        await Expect(Site.Button("Theme: dark")).ToBeFocusedAsync();
        var dark = await BackgroundAsync();
        Assert.That(dark, Is.Not.EqualTo(light));

        await Page.ReloadAsync();

        await Expect(Site.Button("Theme: dark")).ToBeVisibleAsync();
        Assert.That(await BackgroundAsync(), Is.EqualTo(dark));
    }

    [Test]
    public async Task Help_AskedForByKey_ListsTheKeys()
    {
        await Page.Keyboard.PressAsync("?");

        await Expect(Site.Dialog).ToContainTextAsync(new Regex("Find similar"));
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Site.Dialog).ToHaveCountAsync(0);
    }

    private Task<string> BackgroundAsync() => Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
}
