using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>What a person does on the page, by the names that a screen reader would read.</summary>
internal sealed class ImageSearchPage(IPage page)
{
    // A machine with two busy cores is slow, not wrong.
    private const float Patience = 60_000;

    private ILocator Library => page.GetByRole(AriaRole.List, new() { Name = "Pictures of the library" });

    private ILocator Results => page.GetByRole(AriaRole.List, new() { Name = "Similar pictures" });

    /// <summary>Chooses files in the empty library, as its first button offers.</summary>
    public Task UploadAsync(params FilePayload[] files) => ChooseAsync("Choose pictures", files);

    /// <summary>Goes to the search and chooses one picture to search by.</summary>
    public async Task SearchByAsync(FilePayload file)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Search", Exact = true }).ClickAsync();
        await ChooseAsync("Choose a picture", file);
    }

    /// <summary>Presses "Similar" on a picture of the library.</summary>
    public async Task FindSimilarAsync(string name)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Library", Exact = true }).ClickAsync();
        await Library.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).HoverAsync();
        await Library.GetByRole(AriaRole.Button, new() { Name = $"Find similar to {name}" }).ClickAsync();
    }

    /// <summary>Selects a picture of the library, deletes it and agrees when asked.</summary>
    public async Task DeleteAsync(string name)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Library", Exact = true }).ClickAsync();
        await Library.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).HoverAsync();
        await Library.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {name}" }).CheckAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Selection" }).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete 1 picture" }).ClickAsync();
    }

    /// <summary>Waits until the page itself says that so many pictures can be searched.</summary>
    public async Task ExpectIndexedAsync(int count) =>
        await Expect(page.GetByRole(AriaRole.Banner)).ToContainTextAsync($"{count} indexed", new() { Timeout = Patience });

    public Task ExpectInLibraryAsync(int count) => ExpectPicturesAsync(Library, count);

    public Task ExpectResultsAsync(int count) => ExpectPicturesAsync(Results, count);

    /// <summary>Waits until the best result is this picture.</summary>
    public async Task ExpectBestAsync(string name) =>
        await Expect(Results.GetByRole(AriaRole.Listitem).First.GetByRole(AriaRole.Button).First)
            .ToHaveAccessibleNameAsync(new Regex($"^1: .* {name}"), new() { Timeout = Patience });

    private async Task ChooseAsync(string button, params FilePayload[] files)
    {
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync());
        await chooser.SetFilesAsync(files);
    }

    private static async Task ExpectPicturesAsync(ILocator wall, int count) =>
        await Expect(wall.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(count, new() { Timeout = Patience });
}
