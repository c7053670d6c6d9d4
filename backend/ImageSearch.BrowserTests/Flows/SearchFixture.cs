using ImageSearch.BrowserTests.Browser;
using ImageSearch.BrowserTests.Stack;

namespace ImageSearch.BrowserTests.Flows;

/// <summary>A library of twelve pictures in two categories, which its tests do not change.</summary>
internal abstract class SearchFixture : PageFixture
{
    protected const int Total = TwelvePictures.Total;

    protected static string NameOf(int seed) => Paintings.NameOf(seed);

    protected override bool HasOwnLibrary => false;

    protected override Task FillAsync(Service service) => TwelvePictures.FillAsync(service);

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
