using System.Text.Json.Serialization;
using ImageSearch.Engine.Library;

namespace ImageSearch.Cli.Contracts;

/// <summary>What became of one file; <paramref name="Image"/> is the picture added, or the one that it duplicates.</summary>
internal sealed record UploadResult(
    string Name,
    AddResult Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Picture? Image = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Problem? Problem = null)
{
    public static UploadResult Of(AddOutcome outcome) => new(
        outcome.Name,
        outcome.Result,
        outcome.Image is null ? null : Picture.Of(outcome.Image),
        outcome.Rejection is null ? null : Problem.Of(outcome.Rejection));

    public static UploadResult Rejected(string name, Problem problem) => new(name, AddResult.Rejected, Problem: problem);
}

/// <summary>What became of each file, in order.</summary>
internal sealed record Upload(IReadOnlyList<UploadResult> Results, int Added, int Duplicates, int Rejected)
{
    public static Upload Of(IReadOnlyList<UploadResult> results) => new(
        results,
        results.Count(result => result.Outcome == AddResult.Added),
        results.Count(result => result.Outcome == AddResult.Duplicate),
        results.Count(result => result.Outcome == AddResult.Rejected));
}

/// <summary>What became of a folder.</summary>
/// <param name="Failed">Pictures among those added that could not be embedded.</param>
internal sealed record FolderAnswer(int Added, int Duplicates, int Rejected, int Failed, IReadOnlyList<FileProblem> Problems);
