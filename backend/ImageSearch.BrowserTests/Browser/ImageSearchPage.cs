using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>Actions of a user on the page, by the names that a screen reader reads.</summary>
internal sealed class ImageSearchPage(IPage page)
{
    /// <summary>Milliseconds before a missing element is a failure; a machine with two busy cores is slow.</summary>
    public const float Patience = 60_000;

    public ILocator Library => page.GetByRole(AriaRole.List, new() { Name = "Pictures of the library" });

    public ILocator Results => page.GetByRole(AriaRole.List, new() { Name = "Similar pictures" });

    public ILocator Selection => page.GetByRole(AriaRole.Region, new() { Name = "Selection" });

    public ILocator Progress => page.GetByRole(AriaRole.Region, new() { Name = "Progress" });

    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    /// <summary>The messages that appear and disappear by themselves.</summary>
    public ILocator Messages => page.Locator("toast-region");

    /// <summary>The button that is this picture on the library's wall.</summary>
    public ILocator Picture(string name) => Library.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Chooses an entry of the menu at the top.</summary>
    public async Task OpenMenuAsync(string entry)
    {
        await Button("More").ClickAsync();
        await Button(entry).ClickAsync();
    }

    /// <summary>Goes to one of the views named at the top.</summary>
    public Task GoToAsync(string view) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "Views" }).GetByRole(AriaRole.Link, new() { Name = view }).ClickAsync();

    /// <summary>Chooses files in the empty library, as its first button offers.</summary>
    public Task UploadAsync(params FilePayload[] files) => ChooseAsync("Choose pictures", files);

    /// <summary>Goes to the search and chooses pictures to search by.</summary>
    public async Task SearchByAsync(params FilePayload[] files)
    {
        await GoToAsync("Search");
        await ChooseAsync("Choose a picture", files);
    }

    /// <summary>Presses a button that opens the system's file dialog, and chooses these files there.</summary>
    public async Task ChooseAsync(string button, params FilePayload[] files)
    {
        var chooser = await page.RunAndWaitForFileChooserAsync(() => Button(button).ClickAsync());
        await chooser.SetFilesAsync(files);
    }

    /// <summary>Presses "Similar" on a picture of the library.</summary>
    public async Task FindSimilarAsync(string name)
    {
        await GoToAsync("Library");
        await Picture(name).HoverAsync();
        await Library.GetByRole(AriaRole.Button, new() { Name = $"Find similar to {name}" }).ClickAsync();
    }

    /// <summary>Ticks pictures of the library.</summary>
    public async Task SelectAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await Picture(name).HoverAsync();
            await Library.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {name}", Exact = true }).CheckAsync();
        }
    }

    /// <summary>Presses a button of the bar that rises when something is selected.</summary>
    public Task ActAsync(string action) => Selection.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();

    /// <summary>Selects a picture of the library, deletes it and confirms.</summary>
    public async Task DeleteAsync(string name)
    {
        await GoToAsync("Library");
        await SelectAsync(name);
        await ActAsync("Delete");
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete 1 picture" }).ClickAsync();
    }

    /// <summary>Waits until the page says that so many pictures can be searched.</summary>
    public Task ExpectIndexedAsync(int count) => Expect(page.GetByRole(AriaRole.Banner))
        .ToContainTextAsync(new Regex($@"(^|\D){count} indexed"), new() { Timeout = Patience });

    public Task ExpectInLibraryAsync(int count) => ExpectPicturesAsync(Library, count);

    public Task ExpectResultsAsync(int count) => ExpectPicturesAsync(Results, count);

    /// <summary>Waits until the best result is this picture.</summary>
    public Task ExpectBestAsync(string name) => Expect(Results.GetByRole(AriaRole.Listitem).First.GetByRole(AriaRole.Button).First)
        .ToHaveAccessibleNameAsync(new Regex($"^1: .* {name}"), new() { Timeout = Patience });

    private static Task ExpectPicturesAsync(ILocator wall, int count) =>
        Expect(wall.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(count, new() { Timeout = Patience });
}
