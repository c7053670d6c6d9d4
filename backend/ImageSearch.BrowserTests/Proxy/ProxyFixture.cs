using ImageSearch.BrowserTests.Stack;

namespace ImageSearch.BrowserTests.Proxy;

/// <summary>One running stack for all tests of a fixture, asked over HTTP through the real nginx.</summary>
internal abstract class ProxyFixture
{
    private RunningStack? _stack;
    private HttpClient? _http;

    protected HttpClient Http => _http!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        _stack = await RunningStack.StartAsync(limit.Token);
        _http = new HttpClient { BaseAddress = _stack.Page };
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _http?.Dispose();
        if (_stack is not null)
            await _stack.DisposeAsync();
    }
}
