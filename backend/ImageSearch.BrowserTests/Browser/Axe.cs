using System.Text.Json;
using ImageSearch.BrowserTests.Stack;
using Microsoft.Playwright;

namespace ImageSearch.BrowserTests.Browser;

/// <summary>axe-core, which finds what keeps people with a disability from using a page.</summary>
internal sealed class Axe(IPage page)
{
    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
          .flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`))
        """;

    /// <summary>Brings axe into the page. Its context must bypass the page's content security policy, which rightly forbids that.</summary>
    public static async Task<Axe> BringAsync(IPage page)
    {
        var script = Path.Combine(Checkout.Root, "node_modules", "axe-core", "axe.min.js");
        await page.AddScriptTagAsync(new() { Path = script });
        return new Axe(page);
    }

    /// <summary>What axe finds wrong with what the page shows now; empty when all is well.</summary>
    public async Task<string[]> ViolationsAsync()
    {
        // Colours on their way from one to another would be measured in between.
        await page.WaitForFunctionAsync("() => document.getAnimations().every(({ playState }) => playState !== 'running')");
        var found = await page.EvaluateAsync<JsonElement>(Run);
        return [.. found.EnumerateArray().Select(each => each.GetString()!)];
    }
}
