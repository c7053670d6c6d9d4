using System.Text.RegularExpressions;
using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>Every way to add pictures, and the page's messages about it.</summary>
[TestFixture]
internal sealed class UploadTests : PageFixture
{
    private DirectoryInfo _folder = null!;

    protected override BrowserNewContextOptions Profile => new() { Permissions = ["clipboard-read", "clipboard-write"] };

    protected override Task FillAsync(Service service) => service.AddAsync("seeded", [100, 101]);

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("imagesearch-drop-");

    [TearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task Drop_Files_ShowsWhereTheyGoAndAddsThem()
    {
        var drop = await Drop.BeginAsync(Page, OnDisk(1), OnDisk(2));

        await drop.HoverAsync();
        await Expect(Page.GetByText("Drop to add to the library")).ToBeVisibleAsync();
        await drop.ReleaseAsync();

        await Expect(Page.GetByText("Drop to add to the library")).ToBeHiddenAsync();
        await Expect(Site.Progress).ToContainTextAsync("2 added");
        await Expect(Site.Picture(Paintings.NameOf(1))).ToBeVisibleAsync();
    }

    [Test]
    public async Task Drop_Folder_AddsItsPicturesAndSaysWhyTheRestIsNotTaken()
    {
        Watched.ExpectsFailedRequests = true;
        OnDisk(3);
        OnDisk(4, "inner/deeper");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "notes.txt"), "milk, bread");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "renamed.jpg"), "milk, bread");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".DS_Store"), "clutter that nobody meant to add");

        var drop = await Drop.BeginAsync(Page, _folder.FullName);
        await drop.HoverAsync();
        await drop.ReleaseAsync();

        await Expect(Site.Progress).ToContainTextAsync("2 added · 2 not taken");
        await Site.Progress.GetByText("2 files not taken").ClickAsync();
        await Expect(RejectionOf("notes.txt")).ToContainTextAsync("not a picture");
        await Expect(RejectionOf("renamed.jpg")).ToContainTextAsync(new Regex("picture|image"));
        await Expect(RejectionOf(".DS_Store")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Drop_OnTheSearch_SearchesByIt()
    {
        await Site.GoToAsync("Search");
        var drop = await Drop.BeginAsync(Page, OnDisk(100));

        await drop.HoverAsync();
        await Expect(Page.GetByText("Drop to search by it")).ToBeVisibleAsync();
        await drop.ReleaseAsync();

        await Site.ExpectBestAsync(Paintings.NameOf(100));
    }

    [Test]
    public async Task Paste_CopiedPicture_IsAdded()
    {
        await Page.EvaluateAsync("""
            async () => {
              const canvas = document.createElement('canvas');
              canvas.getContext('2d').fillRect(20, 20, 90, 50);
              const png = await new Promise((resolve) => canvas.toBlob(resolve));
              await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
            }
            """);

        await Page.Keyboard.PressAsync("Control+v");

        await Expect(Site.Progress).ToContainTextAsync("1 added");
    }

    [Test]
    public async Task Choose_Folder_AddsItsPictures()
    {
        OnDisk(5);
        OnDisk(6, "inner");

        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Site.Button("Add a folder").ClickAsync());
        await chooser.SetFilesAsync(_folder.FullName);

        await Expect(Site.Progress).ToContainTextAsync("2 added");
    }

    [Test]
    public async Task Choose_PictureThatIsThere_SaysSo()
    {
        await Site.ChooseAsync("Add pictures", Paintings.File(100));

        await Expect(Site.Progress).ToContainTextAsync("1 already there");
    }

    [Test]
    public async Task Upload_OnItsWay_ShowsHowFarAndDoesNotStopASearch()
    {
        var road = new TaskCompletionSource();
        await Page.RouteAsync("**/api/v1/images", async route =>
        {
            await road.Task;
            await route.ContinueAsync();
        });
        await Site.ChooseAsync("Add pictures", Paintings.File(7), Paintings.File(8), Paintings.File(9), Paintings.File(10));

        await Expect(Site.Progress).ToContainTextAsync("0 of 4");
        await Expect(Site.Progress.GetByRole(AriaRole.Progressbar, new() { Name = "Uploading" })).ToBeVisibleAsync();
        await Site.FindSimilarAsync(Paintings.NameOf(101));
        await Expect(Site.Results.GetByRole(AriaRole.Listitem).First).ToBeVisibleAsync();
        await Expect(Site.Progress).ToContainTextAsync("0 of 4");
        road.SetResult();

        await Expect(Site.Progress).ToContainTextAsync("4 added");
    }

    [Test]
    public async Task Upload_Cancelled_SendsNothingMore()
    {
        await Page.RouteAsync("**/api/v1/images", _ => Task.CompletedTask);
        await Site.ChooseAsync("Add pictures", Paintings.File(11), Paintings.File(12), Paintings.File(13), Paintings.File(14));
        await Expect(Site.Progress).ToContainTextAsync("0 of 4");

        await Site.Progress.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Expect(Site.Progress.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToHaveCountAsync(0);
        await Expect(Site.Picture(Paintings.NameOf(11))).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Upload_PictureThatCannotBeDecoded_ShowsWhyAndCanBeTriedAgain()
    {
        Watched.ExpectsFailedRequests = true;
        await Site.ChooseAsync("Add pictures", Paintings.Damaged(15));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Failed" }).ClickAsync();
        await Site.Picture("damaged.jpg , could not be read").ClickAsync();
        await Site.Button("Details").ClickAsync();

        var notice = Site.Dialog.Locator(".notice");
        await Expect(notice).ToContainTextAsync(new Regex(@"\w+ \w+"));
        await notice.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(Site.Messages).ToContainTextAsync("Trying 1 picture again");
    }

    [Test]
    public async Task Reload_WhilePicturesAreEmbedded_GoesOnShowingHowFar()
    {
        // A simulated answer of a service that is busy during this test; a real one would finish too soon.
        await Page.RouteAsync("**/api/v1/events", route => route.FulfillAsync(new()
        {
            ContentType = "text/event-stream",
            Body = "event: index\ndata: {\"indexed\":2,\"pending\":70,\"failed\":0,\"ratePerSecond\":2,\"etaSeconds\":35}\n\n",
        }));

        foreach (var _ in Enumerable.Range(0, 2))
        {
            await Page.ReloadAsync();
            await Expect(Site.Progress).ToContainTextAsync("0 of 70 · 2.0 a second · 35 seconds left");
        }
    }

    private ILocator RejectionOf(string name) => Site.Progress.GetByRole(AriaRole.Listitem).Filter(new() { HasText = name });

    private string OnDisk(int seed, string folder = "")
    {
        var into = Directory.CreateDirectory(Path.Combine(_folder.FullName, folder));
        var path = Path.Combine(into.FullName, Paintings.NameOf(seed));
        File.WriteAllBytes(path, Paintings.Bytes(seed));
        return path;
    }
}
