using ImageSearch.BrowserTests.Stack;

namespace ImageSearch.BrowserTests.Script;

/// <summary>One stack for all tests of a fixture. Each test finds it running or ended, whichever it asks for.</summary>
internal abstract class RunUpFixture
{
    private readonly RunningStack _stack = RunningStack.Prepare();

    [OneTimeTearDown]
    public async Task DisposeAsync() => await _stack.DisposeAsync();

    protected async Task<RunningStack> RunningAsync(CancellationToken cancellationToken)
    {
        if (!_stack.IsUp)
            await _stack.StartAgainAsync(cancellationToken);
        return _stack;
    }

    protected async Task<RunningStack> EndedAsync()
    {
        await _stack.StopAsync();
        return _stack;
    }
}
