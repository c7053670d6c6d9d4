using System.Text.Json.Nodes;
using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>Sorting a whole library: categories by the dozen, names by a pattern, the catalogue as a file.</summary>
[TestFixture]
internal sealed class SortingTests : PageFixture
{
    private static readonly IEnumerable<int> All = Enumerable.Range(1, 8);

    private int[] _ids = [];

    protected override async Task FillAsync(Service service)
    {
        await service.AddAsync(null, All);
        _ids = await service.IdsAsync();
    }

    protected override Task ResetAsync(Service service) => service.CategorizeAsync(null, _ids);

    [Test]
    public async Task Sort_ByKeysAlone_PutsAwaySkipsAndTakesBack()
    {
        await Site.OpenMenuAsync("Sort into categories…");
        await ExpectLeftAsync(8);
        await Page.Keyboard.PressAsync("n");
        await Page.Keyboard.TypeAsync("warm");
        await Page.Keyboard.PressAsync("Enter");
        await ExpectLeftAsync(7);
        await Site.Dialog.GetByText("Another category").ClickAsync();
        await Page.Keyboard.TypeAsync("cold");
        await Page.Keyboard.PressAsync("Enter");
        await ExpectLeftAsync(6);
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "1 warm" }).ClickAsync();
        await ExpectLeftAsync(5);
        await Page.Keyboard.PressAsync("2");
        await ExpectLeftAsync(4);
        await Page.Keyboard.PressAsync("ArrowRight");
        await ExpectLeftAsync(3);
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Page.Keyboard.PressAsync("ArrowLeft");
        await ExpectLeftAsync(5);
        // The similar pictures have a category by now, so it is suggested.
        await Expect(Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Looks like" })).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Enter");
        await ExpectLeftAsync(4);
        await Page.Keyboard.PressAsync("Escape");

        await Expect(Site.Messages).ToContainTextAsync("4 pictures sorted");
        await ExpectSumOfCategoriesAsync(4);
    }

    [Test]
    public async Task Sort_TheRest_EndsByItselfAndIsUndoneByAPress()
    {
        await CategorizeAsync("warm", 1, 2, 3, 4);
        await Site.OpenMenuAsync("Sort into categories…");
        await ExpectLeftAsync(4);
        for (var left = 3; left >= 0; left--)
        {
            await Page.Keyboard.PressAsync("1");
            if (left > 0)
                await ExpectLeftAsync(left);
        }

        await Expect(Site.Dialog).ToHaveCountAsync(0);
        await ExpectSumOfCategoriesAsync(8);
        await Site.Messages.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await ExpectSumOfCategoriesAsync(4);
    }

    [Test]
    public async Task Rename_ByAPattern_ShowsWhatComesOfItAndIsUndone()
    {
        await Site.SelectAsync(Paintings.NameOf(1), Paintings.NameOf(2));
        await Site.ActAsync("Rename");
        await Site.Dialog.GetByLabel("Pattern").FillAsync("art-{number:2}");
        await Site.Dialog.GetByLabel("First number").FillAsync("7");
        await Expect(Site.Dialog).ToContainTextAsync("art-07.jpg");
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Rename", Exact = true }).ClickAsync();

        await Expect(Site.Picture("art-07.jpg")).ToBeVisibleAsync();
        await Expect(Site.Picture("art-08.jpg")).ToBeVisibleAsync();
        await Site.Messages.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Site.Picture(Paintings.NameOf(1))).ToBeVisibleAsync();
    }

    [Test]
    public async Task Rename_NotAPattern_SaysWhyAndRenamesNothing()
    {
        await Site.SelectAsync(Paintings.NameOf(3));
        await Site.ActAsync("Rename");
        await Site.Dialog.GetByLabel("Pattern").FillAsync("{date}");
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Rename", Exact = true }).ClickAsync();

        await Expect(Site.Dialog).ToContainTextAsync("may stand in braces");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Site.Picture(Paintings.NameOf(3))).ToBeVisibleAsync();
    }

    [Test]
    public async Task Categories_FromNames_AreReadAfterAsking()
    {
        await Site.OpenMenuAsync("Categories from file names…");
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Read categories" }).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "painting 8" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Export_Json_IsWhatTheFilterShows()
    {
        await Page.GetByRole(AriaRole.Searchbox).FillAsync("painting-3");
        await Site.ExpectInLibraryAsync(1);
        var download = await Page.RunAndWaitForDownloadAsync(() => Site.OpenMenuAsync("Export the list as JSON"));

        Assert.That(download.SuggestedFilename, Is.EqualTo("images.json"));
        var images = JsonNode.Parse(await File.ReadAllTextAsync(await download.PathAsync()))!.AsArray();
        Assert.That(images.Select(image => image!["name"]!.GetValue<string>()), Is.EqualTo(new[] { Paintings.NameOf(3) }));
    }

    [Test]
    public async Task Sort_PicturesThatHadACategory_UndoGivesItBack()
    {
        await CategorizeAsync("painting", [.. All]);
        await Site.SelectAsync(Paintings.NameOf(1), Paintings.NameOf(2));
        await Site.OpenMenuAsync("Sort into categories…");
        await ExpectLeftAsync(2);
        await Page.Keyboard.PressAsync("n");
        await Page.Keyboard.TypeAsync("other");
        await Page.Keyboard.PressAsync("Enter");
        await ExpectLeftAsync(1);
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "other" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "other 2" })).ToBeVisibleAsync();

        await Site.Messages.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "painting 8" })).ToBeVisibleAsync();
    }

    private async Task CategorizeAsync(string category, params int[] seeds)
    {
        using var service = new Service(Stack.Page);
        await service.CategorizeAsync(category, seeds.Select(seed => _ids[seed - 1]));
        await Page.ReloadAsync();
        await Expect(Site.Button($"{category} {seeds.Length}")).ToBeVisibleAsync();
    }

    private Task ExpectLeftAsync(int count) => Expect(Site.Dialog.GetByRole(AriaRole.Status)).ToContainTextAsync($"{count} left");

    private async Task ExpectSumOfCategoriesAsync(int count)
    {
        using var http = new HttpClient { BaseAddress = Stack.Page };
        Assert.That(
            async () => JsonNode.Parse(await http.GetStringAsync("/api/v1/categories"))!["items"]!.AsArray()
                .Sum(item => item!["count"]!.GetValue<int>()),
            Is.EqualTo(count).After(10_000, 100));
    }
}
