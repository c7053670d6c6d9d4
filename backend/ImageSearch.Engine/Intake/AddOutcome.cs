using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Intake;

public enum AddResult
{
    Added,

    /// <summary>The library already has a picture with the same content.</summary>
    Duplicate,

    Rejected,
}

public enum DuplicatePolicy
{
    /// <summary>Does not add a file that the library already has.</summary>
    Skip,

    /// <summary>Adds it as a separate picture that shares the original.</summary>
    Keep,
}

/// <summary>What is set on new pictures.</summary>
public sealed record AddOptions(string? Category, IReadOnlyList<string> Tags, DuplicatePolicy OnDuplicate = DuplicatePolicy.Skip)
{
    public static readonly AddOptions Default = new(null, []);
}

/// <summary>The result for one file.</summary>
/// <param name="Image">The added picture, or the one that it duplicates; null if the file was rejected.</param>
/// <param name="Rejection">Why the file was rejected; otherwise null.</param>
public sealed record AddOutcome(string Name, AddResult Result, ImageRecord? Image, Rejection? Rejection);
