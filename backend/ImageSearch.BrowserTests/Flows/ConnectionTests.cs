using ImageSearch.BrowserTests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>The service or the connection to it is lost and comes back.</summary>
[TestFixture]
internal sealed class ConnectionTests : SearchFixture
{
    /// <summary>A test stops the service.</summary>
    protected override bool HasOwnLibrary => true;

    [SetUp]
    public void ExpectFailedRequests() => Watched.ExpectsFailedRequests = true;

    [Test, CancelAfter(180_000)]
    public async Task Service_StoppedWhileInUse_IsMissedThenFoundAgain(CancellationToken cancellationToken)
    {
        await Site.ExpectInLibraryAsync(Total);

        await Stack.StopAsync();
        await Expect(Banner).ToContainTextAsync("offline");
        await Expect(Page.GetByText("The service does not answer. What is on its way waits")).ToBeVisibleAsync();
        await Stack.StartAgainAsync(cancellationToken);

        await Expect(Site.Messages).ToContainTextAsync("The service is back");
        await Site.ExpectIndexedAsync(Total);
        await Site.FindSimilarAsync(NameOf(3));
        await Site.ExpectResultsAsync(Total - 1);
    }

    [Test]
    public async Task Network_CutDuringAnUpload_WaitsAndGoesOnByItself()
    {
        await Site.ExpectInLibraryAsync(Total);
        await Page.Context.SetOfflineAsync(true);

        await Site.ChooseAsync("Add pictures", Paintings.File(1));
        await Expect(Site.Progress).ToContainTextAsync("waiting for the service");
        await Expect(Banner).ToContainTextAsync("offline");
        await Page.Context.SetOfflineAsync(false);

        await Expect(Site.Progress).ToContainTextAsync("1 already there");
        await Expect(Banner).Not.ToContainTextAsync("offline");
    }

    [Test]
    public async Task Network_CutBeforeASearch_TriesAgainByItself()
    {
        // Names load after the wall; without a network they would be missing.
        await Expect(Site.Picture(NameOf(4))).ToBeVisibleAsync();
        await Page.Context.SetOfflineAsync(true);

        await Site.FindSimilarAsync(NameOf(4));
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not answer");
        await Page.Context.SetOfflineAsync(false);

        await Site.ExpectResultsAsync(Total - 1);
    }

    private ILocator Banner => Page.GetByRole(AriaRole.Banner);
}
