using System.Text.Json;
using ImageSearch.BrowserTests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>The exports of a search.</summary>
[TestFixture]
internal sealed class ResultExportTests : SearchFixture
{
    protected override BrowserNewContextOptions Profile => new() { Permissions = ["clipboard-read", "clipboard-write"] };

    [SetUp]
    public async Task SearchAsync()
    {
        await Site.FindSimilarAsync(NameOf(2));
        await Page.GetByRole(AriaRole.Slider, new() { Name = "Results at most" }).FillAsync("5");
        await Site.ExpectResultsAsync(5);
    }

    [Test]
    public async Task CopyLink_Pressed_PutsTheAddressOnTheClipboard()
    {
        await Site.Button("Copy link").ClickAsync();

        await Expect(Site.Messages).ToContainTextAsync("Link copied");
        Assert.That(await Page.EvaluateAsync<string>("navigator.clipboard.readText()"), Is.EqualTo(Page.Url));
    }

    [Test]
    public async Task Csv_Pressed_SavesALineForEachResult()
    {
        var lines = (await DownloadAsync("CSV", "similar-pictures.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines, Has.Length.EqualTo(6));
        Assert.That(lines[0], Does.StartWith("rank,id,name,similarity,distance"));
        Assert.That(lines[1], Does.StartWith("1,").And.Contain("painting-"));
    }

    [Test]
    public async Task Json_Pressed_SavesTheResults()
    {
        using var document = JsonDocument.Parse(await DownloadAsync("JSON", "similar-pictures.json"));

        Assert.That(document.RootElement.GetArrayLength(), Is.EqualTo(5));
        Assert.That(document.RootElement[0].GetProperty("image").GetProperty("name").GetString(), Does.StartWith("painting-"));
    }

    private async Task<string> DownloadAsync(string button, string name)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => Site.Button(button).ClickAsync());
        Assert.That(download.SuggestedFilename, Is.EqualTo(name));
        return await File.ReadAllTextAsync(await download.PathAsync());
    }
}
