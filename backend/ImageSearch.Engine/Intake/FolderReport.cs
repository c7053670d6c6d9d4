using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Intake;

/// <summary>How a folder is added.</summary>
/// <param name="Tags">Tags for every new picture.</param>
public sealed record FolderOptions(FolderCategories Categories = FolderCategories.None, params IReadOnlyList<string> Tags);

/// <summary>The result of adding a folder.</summary>
/// <param name="Added">New pictures.</param>
/// <param name="Duplicates">Files that the library already has.</param>
/// <param name="Problems">Files and folders that could not be added, and new pictures that could not be embedded.</param>
public sealed record FolderReport(int Added, int Duplicates, IReadOnlyList<FileProblem> Problems)
{
    /// <param name="images">The added pictures in their present state.</param>
    internal static FolderReport Of(IReadOnlyList<AddOutcome> outcomes, IReadOnlyList<FileProblem> unreadable, IReadOnlyList<ImageRecord> images)
    {
        var added = outcomes.Where(outcome => outcome.Result == AddResult.Added).ToList();
        var failed = images
            .Where(image => image.Status == ImageStatus.Failed).ToDictionary(image => image.Id, image => image.Problem!);
        return new FolderReport(
            added.Count,
            outcomes.Count(outcome => outcome.Result == AddResult.Duplicate),
            [
                .. unreadable,
                .. outcomes.Where(outcome => outcome.Rejection is not null)
                    .Select(outcome => new FileProblem(outcome.Name, outcome.Rejection!.Detail)),
                .. added.Where(outcome => failed.ContainsKey(outcome.Image!.Id))
                    .Select(outcome => new FileProblem(outcome.Name, failed[outcome.Image!.Id])),
            ]);
    }
}
