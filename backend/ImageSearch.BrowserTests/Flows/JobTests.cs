using System.Text.RegularExpressions;
using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>What the page shows of long work: its progress and its failures.</summary>
[TestFixture]
internal sealed class JobTests : PageFixture
{
    // More than the page requests at a time.
    private const int Damaged = 52;

    private ILocator Failures => Site.Progress.GetByRole(AriaRole.Listitem);

    protected override async Task FillAsync(Service service)
    {
        await service.AddAsync("whole", [1, 2]);
        await service.AddAsync("damaged", Enumerable.Range(3, Damaged).Select(Paintings.Damaged));
    }

    [SetUp]
    public void ExpectFailedRequests() => Watched.ExpectsFailedRequests = true;

    [Test]
    public async Task Job_WithFailures_ListsThemPageByPageAndTriesThemAgain()
    {
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = $"Failed {Damaged}" })).ToBeVisibleAsync();
        await Page.GetByTitle("About the index").ClickAsync();
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Embed everything anew" }).ClickAsync();

        await Expect(Site.Progress).ToContainTextAsync($"Finished · {Damaged} failures");
        await Site.Progress.GetByText("What failed").ClickAsync();
        await Expect(Failures).ToHaveCountAsync(50);
        await Expect(Failures.First).ToContainTextAsync(new Regex(@"damaged\.jpg \w+ \w+"));
        await Site.Progress.GetByRole(AriaRole.Button, new() { Name = $"Show more of {Damaged}" }).ClickAsync();
        await Expect(Failures).ToHaveCountAsync(Damaged);
        await Expect(Failures.Last).ToBeVisibleAsync();

        await Site.Progress.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(Site.Messages).ToContainTextAsync($"Trying {Damaged} pictures again");
    }

    [Test]
    public async Task Model_BeingMovedTo_StandsInThePillAndItsDialog()
    {
        // A simulated answer of a service in the middle of the work; a real one would finish too soon.
        await Page.RouteAsync("**/api/v1/index", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """
                {"space":"a","model":"starter","device":"cpu","dimension":512,"metric":"cosine","engine":"faiss","indexed":2,"pending":0,"failed":0,
                 "bytes":1,"building":{"space":"b","model":"resnet50","indexed":312,"total":1000}}
                """,
        }));
        await Page.ReloadAsync();

        await Expect(Page.GetByRole(AriaRole.Banner)).ToContainTextAsync("moving to resnet50 312 of 1,000");
        await Page.GetByTitle("About the index").ClickAsync();
        await Expect(Site.Dialog).ToContainTextAsync("resnet50, 312 of 1,000");
    }
}
