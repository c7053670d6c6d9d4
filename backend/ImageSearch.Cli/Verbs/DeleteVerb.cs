using System.CommandLine;
using ImageSearch.Cli.Libraries;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>Deletes pictures after a confirmation.</summary>
internal sealed class DeleteVerb : BulkVerb
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask." };

    public DeleteVerb(Session session)
        : base(session, "delete", "Delete pictures, their originals included.") => Add(_yes);

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var selection = Selection.Read(parsed);
        if (!parsed.GetValue(_yes) && !Session.Terminal.CanAsk)
            throw new CliException(ExitCode.Misuse, "Deleting needs a confirmation, and there is no terminal to ask on: add --yes.");
        await using var library = await Session.OpenAsync(parsed, cancellationToken);
        if (!parsed.GetValue(_yes) && !Ask(await CountAsync(library, selection, cancellationToken)))
        {
            Session.Terminal.Say("Nothing was deleted.");
            return ExitCode.PartlyFailed;
        }

        return Answer(parsed, await library.DeleteAsync(selection, cancellationToken), "deleted");
    }

    private static async Task<long> CountAsync(ILibraryClient library, ImageSelection selection, CancellationToken cancellationToken) =>
        selection switch
    {
        ImageSelection.ByIds(var ids) => ids.Distinct().Count(),
        ImageSelection.ByFilter(var filter) =>
            (await library.ListAsync(new ImagePageRequest(filter, ImageSort.Added, false, 1, null), cancellationToken)).Total,
        _ => throw new ArgumentOutOfRangeException(nameof(selection)),
    };

    private bool Ask(long count)
    {
        Session.Terminal.Errors.Write($"Delete {count} {(count == 1 ? "picture" : "pictures")}, originals included? [y/N] ");
        return Session.Terminal.Input.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
