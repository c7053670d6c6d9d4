using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>
/// axe-core, which finds what keeps people with a disability from using a page. It runs as a script of the page, so the browser context must
/// bypass the page's content security policy.
/// </summary>
internal static class Axe
{
    private static readonly AxeRunOptions ViolationsOnly = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>Returns one line for each element that violates a rule; empty when the page as it is now violates none.</summary>
    public static async Task<string[]> ViolationsAsync(IPage page)
    {
        // A colour that is still changing would be measured halfway.
        await page.WaitForFunctionAsync("() => document.getAnimations().every(({ playState }) => playState !== 'running')");
        var found = await page.RunAxe(ViolationsOnly);
        return [.. found.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id} ({rule.Help}) at {node.Target}: {Reasons(node)}"))];
    }

    private static string Reasons(AxeResultNode node) => string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message));
}
