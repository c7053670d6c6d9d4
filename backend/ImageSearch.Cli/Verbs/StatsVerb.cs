using System.CommandLine;
using System.Globalization;
using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli.Verbs;

/// <summary>The library in figures.</summary>
internal sealed class StatsVerb(Session session) : Verb(session, "stats", "The library in figures.")
{
    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var library = await Session.OpenAsync(parsed, cancellationToken);
        Session.Answer(parsed, await library.StatsAsync(cancellationToken), Write);
        return ExitCode.Done;
    }

    private void Write(StatsContract stats)
    {
        var table = new TextTable("figure", "value");
        table.Add("pictures", Text(stats.Images));
        table.Add("indexed", Text(stats.Indexed));
        table.Add("pending", Text(stats.Pending));
        table.Add("failed", Text(stats.Failed));
        table.Add("bytes of originals", Text(stats.StoredBytes));
        table.Add("model", stats.Index.Model);
        table.Add("device", stats.Index.Device);
        table.Add("dimension", Text(stats.Index.Dimension));
        foreach (var category in stats.Categories)
            table.Add($"category {category.Name}", Text(category.Count));
        foreach (var tag in stats.Tags)
            table.Add($"tag {tag.Name}", Text(tag.Count));
        table.WriteTo(Session.Terminal);
        if (stats.Index.ModelProblem is { } problem)
            Session.Terminal.Say(Failures.WithoutModel(problem));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
