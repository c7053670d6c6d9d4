using System.Text.RegularExpressions;
using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>Photos from Chromium's simulated camera, and the alternative without a camera.</summary>
[TestFixture]
internal sealed class CameraTests : PageFixture
{
    protected override string[] Switches => ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

    protected override Task FillAsync(Service service) => service.AddAsync(null, [1, 2]);

    [Test]
    public async Task Camera_InTheLibrary_AddsThePhoto()
    {
        await Site.Button("Take a photo").ClickAsync();
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Take photo" }).ClickAsync();

        await Expect(Site.Dialog).ToHaveCountAsync(0);
        await Expect(Site.Progress).ToContainTextAsync("1 added");
        await Expect(Site.Library.GetByRole(AriaRole.Button, new() { NameRegex = new(@"^photo-.*\.jpg") })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Camera_InTheSearch_SearchesByThePhoto()
    {
        await Site.GoToAsync("Search");
        await Site.Button("Take a photo").ClickAsync();
        await Site.Dialog.GetByRole(AriaRole.Button, new() { Name = "Take photo" }).ClickAsync();

        await Expect(Page).ToHaveURLAsync(new Regex("file="));
        await Expect(Site.Results.GetByRole(AriaRole.Listitem).First).ToBeVisibleAsync();
    }

    [Test]
    public async Task Camera_NotToBeHad_OffersToChooseAPicture()
    {
        await Page.EvaluateAsync(
            "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no camera', 'NotFoundError')); }");
        await Site.Button("Take a photo").ClickAsync();

        await Expect(Site.Dialog).ToContainTextAsync("No camera can be used here");
        await Page.GetByLabel("Choose instead").SetInputFilesAsync(Paintings.File(3));

        await Expect(Site.Progress).ToContainTextAsync("1 added");
    }
}
