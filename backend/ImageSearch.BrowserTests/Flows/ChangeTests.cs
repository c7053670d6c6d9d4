using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>Changes to pictures of the library, and their undo. Every test has pictures of its own.</summary>
[TestFixture]
internal sealed class ChangeTests : PageFixture
{
    protected override Task FillAsync(Service service) => service.AddAsync("start", Enumerable.Range(1, 12));

    [Test]
    public async Task Category_SetOnSeveral_IsUndoneByAPress()
    {
        await Site.SelectAsync(Paintings.NameOf(1), Paintings.NameOf(2));
        await Site.ActAsync("Category");
        await Site.Dialog.GetByRole(AriaRole.Combobox).FillAsync("autumn");
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "autumn 2" })).ToBeVisibleAsync();
        await UndoAsync();

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "autumn" })).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Tags_SetOnSeveral_FilterTheWallAndAreUndoneByAPress()
    {
        await TagAsync("blue, summer", Paintings.NameOf(3), Paintings.NameOf(4));
        await Expect(Site.Messages).ToContainTextAsync("2 pictures tagged");

        await Page.GetByRole(AriaRole.Button, new() { Name = "#summer 2" }).ClickAsync();
        await Site.ExpectInLibraryAsync(2);
        await Page.GetByRole(AriaRole.Button, new() { Name = "#summer 2" }).ClickAsync();
        await UndoAsync();

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "#summer" })).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Tags_TakenBack_StayWhereTheyWereBefore()
    {
        await TagAsync("kept", Paintings.NameOf(12));
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "#kept 1" })).ToBeVisibleAsync();
        await Site.ActAsync("Clear");
        await TagAsync("kept", Paintings.NameOf(10), Paintings.NameOf(12));
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "#kept 2" })).ToBeVisibleAsync();

        await Site.Messages.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "#kept 1" })).ToBeVisibleAsync();
        await Expect(Site.Messages).ToContainTextAsync("Taken back");
    }

    [Test]
    public async Task Name_ChangedInTheViewer_IsUndoneByAPress()
    {
        await Site.Picture(Paintings.NameOf(5)).ClickAsync();
        await Site.Button("Details").ClickAsync();
        await Site.Dialog.GetByLabel("Name").FillAsync("a better name.jpg");
        await Site.Dialog.GetByLabel("Name").PressAsync("Enter");
        await Expect(Site.Dialog).ToHaveAccessibleNameAsync("a better name.jpg");

        await UndoAsync();

        await Expect(Site.Dialog).ToHaveAccessibleNameAsync(Paintings.NameOf(5));
    }

    [Test]
    public async Task Delete_Declined_KeepsThePicture()
    {
        await Site.SelectAsync(Paintings.NameOf(6));
        await Site.ActAsync("Delete");
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();

        await Expect(Site.Dialog).ToHaveCountAsync(0);
        await Expect(Site.Picture(Paintings.NameOf(6))).ToBeVisibleAsync();
        await Expect(Site.Selection).ToContainTextAsync("1 selected");
    }

    [Test]
    public async Task Delete_Several_AreGoneAfterAReloadToo()
    {
        await Site.SelectAsync(Paintings.NameOf(7), Paintings.NameOf(8));
        await Site.ActAsync("Delete");
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete 2 pictures" }).ClickAsync();
        await Expect(Site.Messages).ToContainTextAsync("2 pictures deleted");

        await Page.ReloadAsync();

        await Expect(Site.Picture(Paintings.NameOf(9))).ToBeVisibleAsync();
        await Expect(Site.Picture(Paintings.NameOf(7))).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Viewer_LeafedThrough_IsClosedByEscapeAndByBack()
    {
        await Page.GetByLabel("Order").SelectOptionAsync("Oldest first");
        await Expect(Site.Library.GetByRole(AriaRole.Button).First).ToHaveAccessibleNameAsync(Paintings.NameOf(1));
        await Site.Picture(Paintings.NameOf(1)).ClickAsync();
        await Expect(Site.Button("Previous")).ToBeHiddenAsync();

        await Page.Keyboard.PressAsync("ArrowRight");
        await Expect(Site.Dialog).ToHaveAccessibleNameAsync(Paintings.NameOf(2));
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Site.Dialog).ToHaveCountAsync(0);
        await Expect(Site.Picture(Paintings.NameOf(2))).ToBeFocusedAsync();

        await Page.Keyboard.PressAsync("Enter");
        await Expect(Site.Dialog).ToHaveAccessibleNameAsync(Paintings.NameOf(2));
        await Page.GoBackAsync();
        await Expect(Site.Dialog).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Compare_TwoPictures_ZoomAndMoveInStep()
    {
        await Site.SelectAsync(Paintings.NameOf(10), Paintings.NameOf(11));
        await Site.ActAsync("Compare");
        var panes = Site.Dialog.GetByRole(AriaRole.Group);
        await Site.Dialog.GetByRole(AriaRole.Slider, new() { Name = "Zoom" }).FillAsync("50");
        await Expect(Site.Dialog).ToContainTextAsync("346 %");

        await panes.PressAsync("ArrowRight");
        await panes.HoverAsync();
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(500, 420, new() { Steps = 3 });
        await Page.Mouse.UpAsync();

        var transforms = await Site.Dialog.Locator("img").EvaluateAllAsync<string[]>("(pictures) => pictures.map((each) => each.style.transform)");
        Assert.That(transforms, Has.Length.EqualTo(2));
        Assert.That(transforms[0], Does.Contain("scale(3.4").And.Not.Contain("translate(0px"));
        Assert.That(transforms[1], Is.EqualTo(transforms[0]));
    }

    private async Task TagAsync(string tags, params string[] names)
    {
        await Site.SelectAsync(names);
        await Site.ActAsync("Tags");
        await Site.Dialog.GetByRole(AriaRole.Combobox).FillAsync(tags);
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
    }

    private Task UndoAsync() => Site.Messages.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
}
