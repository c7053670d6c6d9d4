using System.CommandLine;
using ImageSearch.Cli.Libraries;
using ImageSearch.Cli.Screen;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Cli.Verbs;

/// <summary>Adds files and waits until they can be found.</summary>
internal sealed class AddVerb : Verb
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Pictures.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _category = new("--category") { Description = "The category of all of them.", HelpName = "NAME" };
    private readonly Option<string[]> _tags = new("--tag") { Description = "Tags of all of them, separated by commas.", HelpName = "TAG,..." };
    private readonly Option<bool> _keep = new("--keep-duplicates") { Description = "Add what is there already as a picture of its own." };

    public AddVerb(Session session)
        : base(session, "add", "Add pictures.")
    {
        Add(_files);
        Add(_category);
        Add(_tags);
        Add(_keep);
    }

    protected override async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new AddOptions(
            Label.Clean(parsed.GetValue(_category)),
            Label.CleanTags(TagText.Split(parsed.GetValue(_tags))),
            parsed.GetValue(_keep) ? DuplicatePolicy.Keep : DuplicatePolicy.Skip);
        await using var library = await Session.OpenAsync(parsed, cancellationToken, create: true);
        var results = new List<UploadResultContract>();
        foreach (var files in parsed.GetValue(_files)!.Chunk(FolderScan.MaxFiles))
            results.AddRange((await library.AddAsync(files, options, many: false, cancellationToken)).Results);
        await Session.WaitUntilEmbeddedAsync(library, cancellationToken);

        var answer = UploadContract.Of(await WithStatusAsync(library, results, cancellationToken));
        Session.Answer(parsed, answer, Write);
        return answer.Results.All(result => result.Problem is null && result.Image?.Status != ImageStatusContract.Failed)
            ? ExitCode.Done
            : ExitCode.PartlyFailed;
    }

    // The results were returned before the pictures were embedded.
    private static async Task<IReadOnlyList<UploadResultContract>> WithStatusAsync(
        ILibraryClient library, List<UploadResultContract> results, CancellationToken cancellationToken)
    {
        var waiting = results.Where(result => result.Image?.Status == ImageStatusContract.Pending).Select(result => result.Image!.Id).ToHashSet();
        var failures = await library.FindFailuresAsync(waiting, cancellationToken);
        return results.Select(result => result.Image is { } image && waiting.Contains(image.Id)
            ? result with
            {
                Image = failures.TryGetValue(image.Id, out var problem)
                    ? image with { Status = ImageStatusContract.Failed, Problem = problem }
                    : image with { Status = ImageStatusContract.Indexed },
            }
            : result).ToList();
    }

    private void Write(UploadContract answer)
    {
        var table = new TextTable("file", "outcome", "id", "problem");
        foreach (var result in answer.Results)
        {
            table.Add(
                result.Name,
                result.Outcome.ToString().ToLowerInvariant(),
                result.Image?.Id.ToString() ?? "",
                result.Problem?.Detail ?? result.Image?.Problem ?? "");
        }

        table.WriteTo(Session.Terminal);
    }
}
