namespace ImageSearch.Engine.Library;

public enum AddResult
{
    Added,

    /// <summary>The library has this very content already.</summary>
    Duplicate,

    Rejected,
}

public enum DuplicatePolicy
{
    /// <summary>A file that the library has already is not added again.</summary>
    Skip,

    /// <summary>It becomes a picture of its own, sharing the original.</summary>
    Keep,
}

/// <summary>What new pictures get.</summary>
public sealed record AddOptions(string? Category, IReadOnlyList<string> Tags, DuplicatePolicy OnDuplicate = DuplicatePolicy.Skip)
{
    public static readonly AddOptions Default = new(null, []);
}

/// <summary>What became of one file.</summary>
/// <param name="Image">The picture added, or the one that it duplicates; null when rejected.</param>
/// <param name="Rejection">Why it was rejected; null otherwise.</param>
public sealed record AddOutcome(string Name, AddResult Result, ImageRecord? Image, Rejection? Rejection);
