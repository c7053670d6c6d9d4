namespace ImageSearch.Cli.Verbs;

internal static class TagText
{
    /// <summary>Tags written as <c>a,b</c>, or in several options.</summary>
    public static IReadOnlyList<string> Split(string[]? texts) =>
        (texts ?? []).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
}
