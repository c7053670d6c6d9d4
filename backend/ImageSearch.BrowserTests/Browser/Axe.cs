using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>
/// axe-core, which finds accessibility problems of a page. It runs as a script of the page, so the browser context must bypass the page's
/// content security policy.
/// </summary>
internal static class Axe
{
    private const string IsThere = "() => 'axe' in globalThis";

    private const string Run = """
        async () => {
          const shown = document.querySelector('dialog:modal') ?? document;
          const { violations } = await axe.run(shown, { resultTypes: ['violations'] });
          return violations.flatMap(({ id, help, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// Returns one line for each element that violates a rule; empty when the page as it is now violates none. Under a modal dialog the
    /// rest of the page is inert, so only the dialog is examined.
    /// </summary>
    public static async Task<string[]> ViolationsAsync(IPage page)
    {
        // The package's own call sends the script, half a megabyte, again for each screen.
        if (!await page.EvaluateAsync<bool>(IsThere))
            await page.AddScriptTagAsync(new() { Content = Script });
        // A colour in transition would be measured halfway.
        await page.WaitForFunctionAsync("() => document.getAnimations().every(({ playState }) => playState !== 'running')");
        return await page.EvaluateAsync<string[]>(Run);
    }
}
