using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>A page that records every console error, uncaught exception and request to another origin.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly Uri _origin;
    private readonly ConcurrentQueue<(string Text, bool IsFailedRequest)> _complaints = new();

    public WatchedPage(IPage page, Uri origin)
    {
        Page = page;
        _origin = origin;
        page.Console += (_, message) => Complain(message.Type == "error", $"console: {message.Text} ({message.Location})", IsFailedRequest(message));
        page.PageError += (_, error) => Complain(true, $"uncaught: {error}");
        page.Request += (_, request) => Complain(LeavesTheOrigin(request.Url), $"request to elsewhere: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>
    /// The browser reports every answer that is not a success; a test that causes such answers expects them from the beginning.
    /// </summary>
    public bool ExpectsFailedRequests { get; set; }

    /// <summary>The forbidden actions of the page; empty if there were none.</summary>
    public IReadOnlyCollection<string> Complaints =>
        [.. _complaints.Where(each => !(each.IsFailedRequest && ExpectsFailedRequests)).Select(each => each.Text)];

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    private static bool IsFailedRequest(IConsoleMessage message) => message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal);

    private void Complain(bool wrong, string complaint, bool isFailedRequest = false)
    {
        if (wrong)
            _complaints.Enqueue((complaint, isFailedRequest));
    }

    private bool LeavesTheOrigin(string address)
    {
        var uri = new Uri(address);
        // blob: and data: never reach the network.
        return uri.Scheme is not ("blob" or "data") && uri.Authority != _origin.Authority;
    }
}
