using System.CommandLine;
using System.Text.Json;
using ImageSearch.Cli.Contracts;
using ImageSearch.Cli.Libraries;
using ImageSearch.Cli.Screen;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>
/// Imports a folder of the machine that has the library. The library remembers each file, and can leave the originals in the folder.
/// </summary>
internal sealed class ImportVerb : Verb
{
    private readonly Argument<string> _folder = new("DIR")
    {
        Description = "The folder; with --server one on the server's machine, in a folder that it may import.",
    };
    private readonly Option<bool> _flat = new("--no-recursive") { Description = "Leave out the folders in it." };
    private readonly Option<string> _categories = CategoryOption.Create();
    private readonly Option<string> _store = new("--store")
    {
        Description = "Whether the library keeps copies of the originals, or only refers to them where they are.",
        HelpName = "copy|reference",
        DefaultValueFactory = _ => "copy",
    };

    private readonly Option<string[]> _tags = new("--tag") { Description = "Tags of the new pictures, separated by commas.", HelpName = "TAG,..." };

    public ImportVerb(Session session)
        : base(session, "import", "Take in a folder of the machine that has the library, as copies or references; the next import tells "
            + "what is new, moved or gone.")
    {
        _store.TakeOneOf("copy", "reference");
        Add(_folder);
        Add(_flat);
        Add(_categories);
        Add(_store);
        Add(_tags);
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = Read(parsed);
        if (!Session.IsRemote(parsed) && !Directory.Exists(request.Path))
            throw new DirectoryNotFoundException($"There is no folder {request.Path}.");
        await using var library = await Session.OpenAsync(parsed, cancellationToken, create: true, importRoot: request.Path);
        var before = (await library.IndexAsync(cancellationToken)).Failed;
        var answer = await ImportAsync(library, request, cancellationToken);
        await Session.WaitUntilEmbeddedAsync(library, cancellationToken);

        Session.Answer(parsed, answer, Write);
        var broken = (await library.IndexAsync(cancellationToken)).Failed - before;
        if (broken > 0)
        {
            Session.Terminal.Say($"imagesearch: {broken} {(broken == 1 ? "picture" : "pictures")} could not be embedded. "
                + "\"imagesearch list --status failed\" shows which, and why.");
        }

        return answer.Failed == 0 && broken <= 0 ? ExitCode.Done : ExitCode.PartlyFailed;
    }

    private ImportRequest Read(ParseResult parsed) => new(
        Path.GetFullPath(parsed.GetValue(_folder)!),
        !parsed.GetValue(_flat),
        CategoryOption.Read(parsed, _categories),
        Enum.Parse<ImportStore>(parsed.GetValue(_store)!, ignoreCase: true),
        Label.CleanTags(TagText.Split(parsed.GetValue(_tags))),
        long.MaxValue);

    private Task<ImportAnswer> ImportAsync(ILibraryClient library, ImportRequest request, CancellationToken cancellationToken) =>
        Session.Terminal.ShowBarAsync("importing", async advance =>
        {
            var job = await library.StartImportAsync(request, cancellationToken);
            job = await library.Jobs.FollowAsync(job, advance, Session.Clock, cancellationToken);
            return ImportAnswer.Of(CountsOf(job), await library.Jobs.FailuresAsync(job.Id, cancellationToken));
        });

    private static ImportCounts CountsOf(JobContract job)
    {
        try
        {
            if (job.Result?.Deserialize<ImportCounts>(Json.Options) is { } counts)
                return counts;
        }
        catch (JsonException)
        {
            // Reported below.
        }

        throw new CliException(
            ExitCode.NotReady, $"The import (job {job.Id}) is done, but the server does not say how it went. Check its version and its log.");
    }

    private void Write(ImportAnswer answer)
    {
        Session.Terminal.Output.WriteLine(
            $"{answer.Added} added, {answer.Unchanged} unchanged, {answer.Moved} moved, {answer.Duplicates} there already, "
                + $"{answer.Vanished} vanished, {answer.Failed} failed");
        foreach (var failure in answer.Failures)
            Session.Terminal.Say($"{failure.Name}: {failure.Problem}");
    }
}
