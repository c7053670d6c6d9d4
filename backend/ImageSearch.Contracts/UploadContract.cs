using System.Text.Json.Serialization;

namespace ImageSearch.Contracts;

/// <summary>The result for one file.</summary>
/// <param name="Outcome">added, duplicate or rejected.</param>
/// <param name="Image">The picture added, or the one that the file duplicates.</param>
/// <param name="Problem">Why it was rejected.</param>
public sealed record UploadResultContract(
    string Name,
    AddResultContract Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImageContract? Image = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Problem? Problem = null);

public enum AddResultContract
{
    Added,
    Duplicate,
    Rejected,
}

/// <summary>What became of each file, in order.</summary>
public sealed record UploadContract(IReadOnlyList<UploadResultContract> Results, int Added, int Duplicates, int Rejected)
{
    public static UploadContract Of(IReadOnlyList<UploadResultContract> results) => new(
        results,
        results.Count(result => result.Outcome == AddResultContract.Added),
        results.Count(result => result.Outcome == AddResultContract.Duplicate),
        results.Count(result => result.Outcome == AddResultContract.Rejected));
}
