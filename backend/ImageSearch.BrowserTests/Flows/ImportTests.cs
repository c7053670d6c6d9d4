using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>Importing a folder that lies on the server.</summary>
[TestFixture]
internal sealed class ImportTests : PageFixture
{
    private static string Root => Shared.Stacks.ImportRoot;

    private ILocator Folder => Site.Dialog.GetByLabel("Folder on the server");

    [Test]
    public async Task Import_OfARootTwice_TellsWhatItBroughtAndThatNothingChanged()
    {
        await Site.OpenMenuAsync("Import a folder of the server…");
        await Expect(Folder).ToHaveValueAsync(Root);
        await ChooseFolderAsync("hats");
        await Expect(Folder).ToHaveValueAsync(Path.Combine(Root, "hats"));
        await ChooseFolderAsync("Up");
        await Expect(Folder).ToHaveValueAsync(Root);
        await Site.Dialog.GetByLabel("Categories").SelectOptionAsync("folder");
        await Site.Dialog.GetByLabel("Tags").FillAsync("winter, from the server");
        await PressImportAsync();

        await Expect(Site.Progress).ToContainTextAsync("3 added");
        await Site.ExpectInLibraryAsync(3);
        await Expect(Site.Button("coats 2")).ToBeVisibleAsync();
        await Expect(Site.Button("hats 1")).ToBeVisibleAsync();

        await Site.OpenMenuAsync("Import a folder of the server…");
        await Expect(Folder).ToHaveValueAsync(Root);
        await PressImportAsync();

        await Expect(Site.Progress).ToContainTextAsync("3 unchanged");
        await Site.ExpectInLibraryAsync(3);
    }

    [Test]
    public async Task Import_OfAFolderThatIsClosed_IsRefusedAtTheFieldWithTheWayBack()
    {
        Watched.ExpectsFailedRequests = true;
        var problem = Site.Dialog.GetByRole(AriaRole.Alert);
        await Site.OpenMenuAsync("Import a folder of the server…");
        await Folder.FillAsync(Checkout.Root);
        await Folder.PressAsync("Enter");

        await Expect(problem).ToContainTextAsync("may not be imported");
        await Expect(Folder).ToHaveAttributeAsync("aria-invalid", "true");
        await ChooseFolderAsync(Root);
        await Expect(problem).ToHaveCountAsync(0);
        await Expect(Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "coats" })).ToBeVisibleAsync();
    }

    private Task ChooseFolderAsync(string name) => Site.Dialog.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    private Task PressImportAsync() => ChooseFolderAsync("Import");
}
