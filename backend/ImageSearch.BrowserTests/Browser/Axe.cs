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

    // The scheme of colours changes nothing that other rules read.
    private const string Run = """
        async (coloursOnly) => {
          const shown = document.querySelector('dialog:modal') ?? document;
          const runOnly = coloursOnly ? { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } } : {};
          const { violations } = await axe.run(shown, { resultTypes: ['violations'], ...runOnly });
          return violations.flatMap(({ id, help, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// Returns one line for each element that violates a rule; empty when the page as it is now violates none. Under a modal dialog the
    /// rest of the page is inert, so only the dialog is examined.
    /// </summary>
    public static Task<string[]> ViolationsAsync(IPage page) => RunAsync(page, coloursOnly: false);

    /// <summary>The same for the rules about colours, for a page that was examined in another scheme of colours.</summary>
    public static Task<string[]> ColourViolationsAsync(IPage page) => RunAsync(page, coloursOnly: true);

    private static async Task<string[]> RunAsync(IPage page, bool coloursOnly)
    {
        // The package's own call sends the script, half a megabyte, again for each screen.
        if (!await page.EvaluateAsync<bool>(IsThere))
            await page.AddScriptTagAsync(new() { Content = Script });
        // A colour in transition would be measured halfway.
        await page.WaitForFunctionAsync("() => document.getAnimations().every(({ playState }) => playState !== 'running')");
        return await page.EvaluateAsync<string[]>(Run, coloursOnly);
    }
}
