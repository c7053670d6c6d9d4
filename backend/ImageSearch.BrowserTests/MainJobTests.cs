using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;
using static ImageSearch.BrowserTests.Browser.Paintings;

namespace ImageSearch.BrowserTests;

/// <summary>The product's main job as a user does it: the real page, behind the real nginx, in a real browser.</summary>
[TestFixture]
internal sealed class MainJobTests
{
    private static readonly int[] Seeds = [1, 2, 3, 4, 5, 6];

    [Test, CancelAfter(300_000)]
    public async Task Page_PicturesDroppedIn_AreFoundAgainEvenAfterARestart(CancellationToken cancellationToken)
    {
        await using var stack = await RunningStack.StartAsync(cancellationToken, Models.Reference);
        var chromium = await Shared.ChromiumAsync();

        await using (var watched = await chromium.OpenAsync(stack.Page))
        {
            var page = new ImageSearchPage(watched.Page);
            await page.UploadAsync([.. Seeds.Select(Paintings.File)]);
            await page.ExpectIndexedAsync(Seeds.Length);
            await page.ExpectInLibraryAsync(Seeds.Length);

            await page.SearchByAsync(SmallerCopy(3));
            await page.ExpectBestAsync(NameOf(3));
            await page.ExpectResultsAsync(Seeds.Length);

            await page.FindSimilarAsync(NameOf(2));
            // Every picture except itself.
            await page.ExpectResultsAsync(Seeds.Length - 1);

            await page.DeleteAsync(NameOf(5));
            await page.ExpectInLibraryAsync(Seeds.Length - 1);
            Assert.That(watched.Complaints, Is.Empty);
        }

        await stack.RestartAsync(cancellationToken);

        await using (var watched = await chromium.OpenAsync(stack.Page))
        {
            var page = new ImageSearchPage(watched.Page);
            await page.ExpectIndexedAsync(Seeds.Length - 1);
            foreach (var seed in Seeds.Where(seed => seed != 5))
            {
                await page.SearchByAsync(SmallerCopy(seed));
                await page.ExpectBestAsync(NameOf(seed));
                await page.ExpectResultsAsync(Seeds.Length - 1);
                await watched.Page.GotoAsync(stack.Page.AbsoluteUri);
            }

            Assert.That(watched.Complaints, Is.Empty);
        }
    }
}
