using System.ComponentModel;
using System.Text.Json.Serialization;
using ImageSearch.Engine.Intake;

namespace ImageSearch.Api.Images;

/// <summary>The problem of the first rejected file, together with the outcomes of all files.</summary>
public sealed record UploadProblemContract(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Limit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Actual,
    string? TraceId,
    IReadOnlyList<UploadResultContract> Results,
    int Added,
    int Duplicates,
    int Rejected)
{
    internal static UploadProblemContract From(Problem problem, UploadContract upload) => new(
        problem.Type, problem.Title, problem.Status, problem.Detail, problem.Limit, problem.Actual, problem.TraceId,
        upload.Results, upload.Added, upload.Duplicates, upload.Rejected);
}

/// <summary>The form of an upload.</summary>
public sealed class UploadFormContract
{
    /// <summary>One or more pictures.</summary>
    public required IFormFileCollection Files { get; init; }

    /// <summary>Category of all of them.</summary>
    public string? Category { get; init; }

    /// <summary>Tags of all of them, separated by commas.</summary>
    public string? Tags { get; init; }

    /// <summary>skip: content that is there already is not added again. keep: it becomes a picture of its own.</summary>
    [DefaultValue(DuplicatePolicy.Skip)]
    public DuplicatePolicy? OnDuplicate { get; init; }
}
