using System.CommandLine;
using ImageSearch.Cli.Contracts;
using ImageSearch.Cli.Libraries;
using ImageSearch.Cli.Screen;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>Adds the pictures of a folder that the library does not have yet, and waits until they can be found.</summary>
internal sealed class IndexVerb : Verb
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder; folders in it are read too." };
    private readonly Option<string> _categories = CategoryOption.Create();
    private readonly Option<string[]> _tags = new("--tag") { Description = "Tags of the new pictures, separated by commas.", HelpName = "TAG,..." };

    public IndexVerb(Session session)
        : base(session, "index", "Add the pictures of a folder on this machine: those that are there already are skipped.")
    {
        Add(_folder);
        Add(_categories);
        Add(_tags);
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var categories = CategoryOption.Read(parsed, _categories);
        var tags = Label.CleanTags(TagText.Split(parsed.GetValue(_tags)));
        var scan = FolderScan.Read(parsed.GetValue(_folder)!, categories, cancellationToken);
        await using var library = await Session.OpenAsync(parsed, cancellationToken, create: true);
        var results = await Session.Terminal.ShowBarAsync("reading", advance => AddAsync(library, scan, tags, advance, cancellationToken));
        await Session.WaitUntilEmbeddedAsync(library, cancellationToken);

        var answer = await SummariseAsync(library, scan, results, cancellationToken);
        Session.Answer(parsed, answer, WriteSummary);
        return answer.Problems.Count == 0 ? ExitCode.Done : ExitCode.PartlyFailed;
    }

    private static async Task<List<UploadResultContract>> AddAsync(
        ILibraryClient library, FolderScan scan, IReadOnlyList<string> tags, Advance advance, CancellationToken cancellationToken)
    {
        var results = new List<UploadResultContract>();
        foreach (var batch in scan.Batches())
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.AddRange((await library.AddAsync(batch.Paths, new AddOptions(batch.Category, tags), many: true, cancellationToken)).Results);
            advance(results.Count, scan.Files.Count);
        }

        return results;
    }

    private static async Task<FolderAnswer> SummariseAsync(
        ILibraryClient library, FolderScan scan, List<UploadResultContract> results, CancellationToken cancellationToken)
    {
        var upload = UploadContract.Of(results);
        var added = results.Where(result => result.Outcome == AddResultContract.Added && result.Image is not null)
            .ToDictionary(result => result.Image!.Id, result => result.Name);
        var failures = await library.FindFailuresAsync(added.Keys.ToHashSet(), cancellationToken);
        return new FolderAnswer(upload.Added, upload.Duplicates, upload.Rejected, failures.Count,
        [
            .. scan.Problems,
            .. results.Where(result => result.Problem is not null).Select(result => new FileProblem(result.Name, result.Problem!.Detail)),
            .. failures.Select(failure => new FileProblem(added[failure.Key], failure.Value)),
        ]);
    }

    private void WriteSummary(FolderAnswer answer)
    {
        Session.Terminal.Output.WriteLine($"{answer.Added} added, {answer.Duplicates} there already, {answer.Rejected + answer.Failed} failed");
        foreach (var problem in answer.Problems)
            Session.Terminal.Say($"{problem.Path}: {problem.Problem}");
    }
}
