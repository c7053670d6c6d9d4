using System.Text.RegularExpressions;
using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>The main job without a mouse: add, open, search, crop, delete. No locator is clicked or focused here.</summary>
[TestFixture]
internal sealed class KeyboardTests : PageFixture
{
    protected override Task FillAsync(Service service) => service.AddAsync(null, Enumerable.Range(1, 5));

    [Test]
    public async Task Keys_Alone_UploadSearchCropAndDelete()
    {
        // Add, as soon as the page can handle the key.
        await Site.ExpectIndexedAsync(5);
        // A key press is faster than the browser's registration of the file chooser, so the browser is told before.
        Page.FileChooser += (_, _) => { };
        await Page.EvaluateAsync("0");
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Page.Keyboard.PressAsync("a"));
        await chooser.SetFilesAsync(Paintings.File(6));
        await Site.ExpectIndexedAsync(6);
        await Site.ExpectInLibraryAsync(6);

        // Find it on the wall, look at it, search by it.
        await TabToAsync(Site.Picture(Paintings.NameOf(6)));
        await PressAsync("ArrowRight", "ArrowLeft", "Enter");
        await Expect(Site.Dialog).ToHaveAccessibleNameAsync(Paintings.NameOf(6));
        await PressAsync("Escape");
        await Expect(Site.Picture(Paintings.NameOf(6))).ToBeFocusedAsync();
        await PressAsync("s");
        await Site.ExpectResultsAsync(5);

        // Crop.
        await TabToAsync(Site.Button("Crop, bottom right corner"));
        await PressAsync("Shift+ArrowLeft", "Shift+ArrowUp");
        await Expect(Page).ToHaveURLAsync(new Regex("crop="));
        await Site.ExpectResultsAsync(5);

        // Delete.
        await PressAsync("1");
        await TabToAsync(Site.Picture(Paintings.NameOf(6)));
        await PressAsync("Space");
        await Expect(Site.Selection).ToContainTextAsync("1 selected");
        await PressAsync("Delete");
        await TabToAsync(Site.Button("Delete 1 picture"));
        await PressAsync("Enter");
        await Site.ExpectInLibraryAsync(5);
        await Expect(Site.Picture(Paintings.NameOf(6))).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Tab_FromTheBeginning_CanSkipToThePictures()
    {
        await Site.ExpectInLibraryAsync(5);

        await PressAsync("Tab", "Enter", "Tab");

        await Expect(Page.Locator("main :focus")).ToBeVisibleAsync();
    }

    private async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
            await Page.Keyboard.PressAsync(key);
    }

    private async Task TabToAsync(ILocator target)
    {
        await Expect(target).ToBeVisibleAsync();
        for (var presses = 0; presses < 60; presses++)
        {
            if (await target.EvaluateAsync<bool>("(element) => element === document.activeElement"))
                return;
            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab does not lead to {target}.");
    }
}
