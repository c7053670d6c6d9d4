using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageSearch.BrowserTests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>Searches, and navigation back and forth through them.</summary>
[TestFixture]
internal sealed class SearchTests : SearchFixture
{
    private ILocator Steps => Page.GetByRole(AriaRole.Navigation, new() { Name = "Steps" }).GetByRole(AriaRole.Button);

    private ILocator Given => Page.GetByRole(AriaRole.Navigation, new() { Name = "Given pictures" }).GetByRole(AriaRole.Button);

    [Test]
    public async Task Search_ByUploadedPicture_FindsItsMotifFirst()
    {
        await Site.SearchByAsync(Paintings.SmallerCopy(3));

        await Site.ExpectBestAsync(NameOf(3));
        await Site.ExpectResultsAsync(Total);
    }

    [Test]
    public async Task Search_ByAClickOnAResult_LeavesATrailThatBackForwardAndReloadFollow()
    {
        await Site.FindSimilarAsync(NameOf(2));
        await Site.ExpectResultsAsync(Total - 1);
        var first = Page.Url;
        await Site.Results.GetByRole(AriaRole.Button, new() { NameRegex = new($"^\\d+: .* {NameOf(7)}") }).PressAsync("s");
        await Expect(Page).Not.ToHaveURLAsync(first);
        var second = Page.Url;
        await Expect(Steps).ToHaveCountAsync(2);

        await Page.GoBackAsync();
        await Expect(Page).ToHaveURLAsync(first);
        await Expect(Page.Locator(".query-name")).ToContainTextAsync(NameOf(2));
        await Page.GoForwardAsync();
        await Expect(Page.Locator(".query-name")).ToContainTextAsync(NameOf(7));
        await Steps.First.ClickAsync();
        await Expect(Page).ToHaveURLAsync(first);

        await Page.GoBackAsync();
        await Page.ReloadAsync();
        await Expect(Page).ToHaveURLAsync(second);
        await Expect(Page.Locator(".query-name")).ToContainTextAsync(NameOf(7));
        await Site.ExpectResultsAsync(Total - 1);
    }

    [Test]
    public async Task Search_FileAfterAReload_IsStillSearchedBy()
    {
        await Site.SearchByAsync(Paintings.SmallerCopy(3));
        await Site.ExpectBestAsync(NameOf(3));

        await Page.ReloadAsync();

        await Site.ExpectBestAsync(NameOf(3));
        await Expect(Page.Locator(".query-name")).ToContainTextAsync("query.jpg");
    }

    [Test]
    public async Task Search_FileOfAnotherVisit_AsksForItAgain()
    {
        await Page.GotoAsync($"{Stack.Page}#/search?file=gone");

        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Choose it again");
    }

    [Test]
    public async Task Search_BySeveralPictures_StandsInAStripToSwitchBetweenWithoutAsking()
    {
        // Before the page knows how many pictures are indexed, it does not use results that it requested in advance.
        await Site.ExpectIndexedAsync(Total);
        var searches = CountSearches();
        await Site.SearchByAsync(Paintings.SmallerCopy(4), Paintings.SmallerCopy(8), Paintings.SmallerCopy(11));

        await Expect(Given).ToHaveCountAsync(3);
        await Site.ExpectBestAsync(NameOf(4));
        await Given.Nth(1).ClickAsync();
        await Site.ExpectBestAsync(NameOf(8));
        await Given.Nth(2).ClickAsync();
        await Site.ExpectBestAsync(NameOf(11));
        await Expect(Given.Nth(2)).ToHaveAttributeAsync("aria-current", "step");
        // One for the first picture, and one for all that wait after it.
        Assert.That(searches(), Is.EqualTo(2));
    }

    [Test]
    public async Task Sliders_Moved_ActAtOnceOnWhatIsThere()
    {
        await Site.FindSimilarAsync(NameOf(1));
        await Site.ExpectResultsAsync(Total - 1);
        var searches = CountSearches();

        await Page.GetByRole(AriaRole.Slider, new() { Name = "Results at most" }).FillAsync("3");
        await Site.ExpectResultsAsync(3);
        await Expect(Page).ToHaveURLAsync(new Regex("k=3"));
        await Page.GetByRole(AriaRole.Slider, new() { Name = "Similar by at least" }).FillAsync("100");
        await Site.ExpectResultsAsync(0);
        await Expect(Page.GetByText("Lower the threshold to see more")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Slider, new() { Name = "Similar by at least" }).FillAsync("0");
        await Site.ExpectResultsAsync(3);

        Assert.That(searches(), Is.Zero);
    }

    [Test]
    public async Task AutomaticThreshold_Chosen_LeavesTheNearerGroupUntilTheSliderIsMoved()
    {
        var auto = Page.GetByRole(AriaRole.Button, new() { Name = "Auto", Exact = true });
        var slider = Page.GetByRole(AriaRole.Slider, new() { Name = "Similar by at least" });
        await Site.FindSimilarAsync(NameOf(1));
        await Site.ExpectResultsAsync(Total - 1);
        var searches = CountSearches();

        await auto.ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("threshold=auto"));
        await Expect(auto).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(slider).Not.ToHaveValueAsync("0");
        var near = await Site.Results.GetByRole(AriaRole.Listitem).CountAsync();
        Assert.That(near, Is.InRange(1, Total - 2));
        Assert.That(searches(), Is.Zero);
        Assert.That(near, Is.EqualTo(await NearerGroupAsync()), "the service draws the line elsewhere");

        await Page.ReloadAsync();
        await Site.ExpectResultsAsync(near);
        await slider.FillAsync("0");
        await Site.ExpectResultsAsync(Total - 1);
        await Expect(auto).ToHaveAttributeAsync("aria-pressed", "false");
    }

    /// <summary>The number of pictures that the service itself finds for the search on the screen.</summary>
    private async Task<int> NearerGroupAsync()
    {
        var id = Regex.Match(Page.Url, @"image=(\d+)").Groups[1].Value;
        using var http = new HttpClient { BaseAddress = Stack.Page };
        var answer = JsonNode.Parse(await http.GetStringAsync($"/api/v1/images/{id}/similar?k=100&threshold=auto"))!;
        return answer["results"]!.AsArray().Count;
    }

    [Test]
    public async Task Category_Chosen_LeavesOnlyItsPictures()
    {
        await Site.FindSimilarAsync(NameOf(1));
        await Page.GetByLabel("Only in category").SelectOptionAsync("right");

        await Site.ExpectResultsAsync(6);
        await Expect(Page).ToHaveURLAsync(new Regex("category=right"));
    }

    [Test]
    public async Task Link_OpenedElsewhere_ShowsTheSameResults()
    {
        await Site.FindSimilarAsync(NameOf(5));
        await Page.GetByRole(AriaRole.Slider, new() { Name = "Results at most" }).FillAsync("4");
        await Site.ExpectResultsAsync(4);
        var best = await Site.Results.GetByRole(AriaRole.Button).First.GetAttributeAsync("aria-label");

        await using var elsewhere = await Chromium.OpenAsync(new Uri(Page.Url));
        var other = new ImageSearchPage(elsewhere.Page);

        await other.ExpectResultsAsync(4);
        await Expect(other.Results.GetByRole(AriaRole.Button).First).ToHaveAccessibleNameAsync(best!);
        Assert.That(elsewhere.Complaints, Is.Empty);
    }
}
