namespace ImageSearch.Engine.Library;

/// <summary>Which pictures are meant: every condition given must hold; none given means all of them.</summary>
public sealed record ImageFilter
{
    public static readonly ImageFilter All = new();

    /// <summary>Exactly this category.</summary>
    public string? Category { get; init; }

    /// <summary>Whether it has a category at all; null where that does not matter.</summary>
    public bool? Categorized { get; init; }

    /// <summary>Carries this tag.</summary>
    public string? Tag { get; init; }

    public ImageStatus? Status { get; init; }

    /// <summary>The name contains this, upper and lower case alike.</summary>
    public string? Search { get; init; }

    /// <summary>Added at this instant or later.</summary>
    public DateTimeOffset? AddedAfter { get; init; }

    /// <summary>Added before this instant.</summary>
    public DateTimeOffset? AddedBefore { get; init; }

    public long? MinBytes { get; init; }

    public long? MaxBytes { get; init; }

    public bool IsEmpty => this == All;
}
