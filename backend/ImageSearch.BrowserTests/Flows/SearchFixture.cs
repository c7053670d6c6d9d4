using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>A library of twelve pictures in two categories, which the tests of a search do not change.</summary>
internal abstract class SearchFixture : PageFixture
{
    protected const int Total = 12;

    protected static string NameOf(int seed) => Paintings.NameOf(seed);

    protected override async Task FillAsync(Service service)
    {
        await service.AddAsync("left", Enumerable.Range(1, 6));
        await service.AddAsync("right", Enumerable.Range(7, 6));
        // A search before every picture is embedded would find fewer.
        await using var watched = await Chromium.OpenAsync(Stack.Page);
        await new ImageSearchPage(watched.Page).ExpectIndexedAsync(Total);
    }

    /// <summary>Counts the searches that the page requests from now on.</summary>
    protected Func<int> CountSearches()
    {
        var count = 0;
        Page.Request += (_, request) =>
        {
            if (request.Url.Contains("/similar", StringComparison.Ordinal) || request.Url.Contains("/search", StringComparison.Ordinal))
                Interlocked.Increment(ref count);
        };
        return () => Volatile.Read(ref count);
    }
}
