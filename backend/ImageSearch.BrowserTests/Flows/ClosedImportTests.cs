using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>A service that was started without a folder to import from.</summary>
[TestFixture]
internal sealed class ClosedImportTests : SearchFixture
{
    [Test]
    public async Task Import_WithoutARoot_TellsHowToOpenOne()
    {
        await Site.OpenMenuAsync("Import a folder of the server…");

        await Expect(Site.Dialog).ToContainTextAsync("./run up --import-root");
        await Expect(Site.Dialog.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
    }
}
