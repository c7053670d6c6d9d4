using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>
/// Moves a library to another model, and back. It starts with a small random model; the built-in one is always available.
/// </summary>
[TestFixture]
internal sealed class ModelTests : PageFixture
{
    private const string Pictures = "5 pictures";

    private ILocator Own => Site.Dialog.Locator("section", new() { HasText = "a file that was named at the start" });

    private ILocator BackToOwn => Site.Dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("^Move back: custom-") });

    protected override Task FillAsync(Service service) => service.AddAsync(null, Enumerable.Range(1, 5));

    [SetUp]
    public Task WaitForTheLibraryAsync() => Site.ExpectIndexedAsync(5);

    [Test]
    public async Task Model_Used_IsMovedToAndBackAndItsIndexDeleted()
    {
        await Site.OpenMenuAsync("Models…");
        await Expect(Own).ToContainTextAsync("in use");
        await PressAsync("Use it: Small built-in model");
        await Expect(Site.Messages).ToContainTextAsync("moving to Small built-in model");

        await Expect(BackToOwn).ToBeVisibleAsync();
        await Expect(Own).ToHaveCountAsync(0);
        await Expect(Site.Dialog).ToContainTextAsync(Pictures);
        await BackToOwn.ClickAsync();

        await Expect(Named("Move back: Small built-in model")).ToBeVisibleAsync();
        await Expect(Own).ToContainTextAsync("in use");
        await PressAsync("Delete the index of Small built-in model");
        await Site.Button("Delete the index").ClickAsync();
        await Expect(Site.Dialog).Not.ToContainTextAsync("Kept indexes");
        await Expect(Named("Use it: Small built-in model")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Model_Refused_IsSaidInTheServicesWords()
    {
        Watched.ExpectsFailedRequests = true;
        await Page.RouteAsync("**/api/v1/models/*/use", route => route.FulfillAsync(new()
        {
            Status = 409,
            ContentType = "application/problem+json",
            Body = """{"status":409,"detail":"The file of the model is damaged. Fetch it again."}""",
        }));
        await Site.OpenMenuAsync("Models…");
        await PressAsync("Use it: Small built-in model");

        await Expect(Site.Messages).ToContainTextAsync("The file of the model is damaged. Fetch it again.");
        await Expect(Own).ToContainTextAsync("in use");
    }

    private ILocator Named(string button) => Site.Dialog.GetByRole(AriaRole.Button, new() { Name = button, Exact = true });

    private Task PressAsync(string button) => Named(button).ClickAsync();
}
