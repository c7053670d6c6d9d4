using System.Globalization;
using System.Text.RegularExpressions;
using ImageSearch.BrowserTests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>Searching by a part of a picture, by mouse and by keys.</summary>
[TestFixture]
internal sealed partial class CropTests : SearchFixture
{
    private ILocator Frame => Page.GetByRole(AriaRole.Group, new() { NameRegex = new("^Crop:") });

    private ILocator Corner => Site.Button("Crop, bottom right corner");

    [SetUp]
    public async Task SearchAsync()
    {
        await Site.FindSimilarAsync(NameOf(2));
        await Site.ExpectResultsAsync(Total - 1);
        // Until the picture has loaded, the frame has no size to aim at.
        await Expect(Page.GetByAltText("Query picture")).ToHaveJSPropertyAsync("complete", true);
    }

    [Test]
    public async Task Crop_DrawnByMouse_SearchesByThatPart()
    {
        var box = (await Frame.BoundingBoxAsync())!;
        var asked = Page.WaitForRequestAsync(new Regex("/similar.*crop="));

        await Page.Mouse.MoveAsync(box.X + (box.Width * 0.25f), box.Y + (box.Height * 0.25f));
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(box.X + (box.Width * 0.75f), box.Y + (box.Height * 0.75f), new() { Steps = 4 });
        await Page.Mouse.UpAsync();

        await asked;
        await Expect(Page).ToHaveURLAsync(CropInAddress());
        Assert.That(Crop(), Is.EqualTo([0.25, 0.25, 0.5, 0.5]).AsCollection.Within(0.02));
        await Site.ExpectResultsAsync(Total - 1);
    }

    [Test]
    public async Task Crop_CornerDraggedThenWholePictureAskedFor_SearchesAnewEachTime()
    {
        var box = (await Corner.BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(box.X - 80, box.Y - 60, new() { Steps = 4 });
        await Page.Mouse.UpAsync();
        await Expect(Page).ToHaveURLAsync(CropInAddress());
        Assert.That(Crop()[..2], Is.EqualTo([0, 0]).AsCollection);

        await Site.Button("Whole picture").ClickAsync();

        await Expect(Page).Not.ToHaveURLAsync(CropInAddress());
        await Site.ExpectResultsAsync(Total - 1);
    }

    [Test]
    public async Task Crop_ByKeys_ResizesMovesAndLeavesIt()
    {
        await Corner.FocusAsync();
        await Corner.PressAsync("Shift+ArrowLeft");
        await Corner.PressAsync("Shift+ArrowUp");
        await Expect(Page).ToHaveURLAsync(CropInAddress());
        Assert.That(Crop(), Is.EqualTo([0, 0, 0.9, 0.9]).AsCollection.Within(0.002));
        var before = Page.Url;

        await Frame.FocusAsync();
        await Frame.PressAsync("ArrowRight");
        await Expect(Page).Not.ToHaveURLAsync(before);
        Assert.That(Crop(), Is.EqualTo([0.02, 0, 0.9, 0.9]).AsCollection.Within(0.002));

        await Frame.PressAsync("Escape");
        await Expect(Page).Not.ToHaveURLAsync(CropInAddress());
    }

    [Test]
    public async Task Crop_Reloaded_IsStillThere()
    {
        await Corner.PressAsync("Shift+ArrowLeft");
        await Expect(Page).ToHaveURLAsync(CropInAddress());

        await Page.ReloadAsync();

        await Expect(Site.Button("Whole picture")).ToBeVisibleAsync();
        await Site.ExpectResultsAsync(Total - 1);
    }

    [GeneratedRegex("crop=([0-9.,]+)")]
    private static partial Regex CropInAddress();

    /// <summary>Left, top, width and height of the address, in fractions of the picture.</summary>
    private double[] Crop() =>
        [.. CropInAddress().Match(Page.Url).Groups[1].Value.Split(',').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
}
