using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>A page whose every console error, uncaught exception and request to elsewhere is remembered.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly Uri _origin;
    private readonly ConcurrentQueue<string> _complaints = new();

    public WatchedPage(IPage page, Uri origin)
    {
        Page = page;
        _origin = origin;
        page.Console += (_, message) => Complain(message.Type == "error", $"console: {message.Text} ({message.Location})");
        page.PageError += (_, error) => Complain(true, $"uncaught: {error}");
        page.Request += (_, request) => Complain(LeavesTheOrigin(request.Url), $"request to elsewhere: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>What the page did that it must not do; empty when all is well.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    private void Complain(bool wrong, string complaint)
    {
        if (wrong)
            _complaints.Enqueue(complaint);
    }

    private bool LeavesTheOrigin(string address)
    {
        var uri = new Uri(address);
        // blob: and data: never reach the network.
        return uri.Scheme is not ("blob" or "data") && uri.Authority != _origin.Authority;
    }
}
