using System.CommandLine;
using System.Globalization;
using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli.Verbs.Models;

/// <summary>Lists the available models.</summary>
internal sealed class ListModelsVerb(Session session) : Verb(session, "list", "Show which models there are, and whether their files are here.")
{
    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var models = Session.OpenModels(parsed);
        Session.Answer(parsed, await models.ListAsync(cancellationToken), Write);
        return ExitCode.Done;
    }

    private void Write(ModelListContract list)
    {
        var table = new TextTable("id", "name", "state", "bytes", "input", "dimension", "licence");
        foreach (var model in list.Items)
        {
            table.Add(
                model.Id,
                model.Name,
                StateOf(model, list.Active),
                model.Bytes.ToString(CultureInfo.InvariantCulture),
                $"{model.Size}x{model.Size}",
                model.Dimension.ToString(CultureInfo.InvariantCulture),
                model.Licence);
        }

        table.WriteTo(Session.Terminal);
        if (list.Items.Count == 0)
            Session.Terminal.Say("There is no models.json there, or nothing in it: name its folder with --models DIR.");
        if (list.Fetching is { } fetching)
        {
            var then = fetching.MoveNext ? "; the library moves to it then" : "";
            Session.Terminal.Say($"{fetching.Model} is being fetched ({100 * fetching.Received / Math.Max(1, fetching.Bytes)} %){then}.");
        }

        if (list.Offer is { } offer)
            Session.Terminal.Say($"{offer} gives better results than the model in use: imagesearch models use {offer}.");
    }

    private static string StateOf(ModelContract model, string? active) => model switch
    {
        _ when model.Id == active => "in use",
        { Installed: true } => "here",
        { PartialBytes: > 0 } => $"partly fetched ({100 * model.PartialBytes / Math.Max(1, model.Bytes)} %)",
        { Sources.Count: > 0 } => "can be fetched",
        _ => "to be placed by hand",
    };
}
