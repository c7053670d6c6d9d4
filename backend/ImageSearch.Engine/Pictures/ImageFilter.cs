namespace ImageSearch.Engine.Pictures;

/// <summary>Selects pictures: all given conditions must hold; without conditions, every picture is selected.</summary>
public sealed record ImageFilter
{
    public static readonly ImageFilter All = new();

    /// <summary>Exactly this category.</summary>
    public string? Category { get; init; }

    /// <summary>Whether the picture has a category; null allows both.</summary>
    public bool? Categorized { get; init; }

    /// <summary>Has this tag.</summary>
    public string? Tag { get; init; }

    public ImageStatus? Status { get; init; }

    /// <summary>The name contains this text, ignoring case.</summary>
    public string? Search { get; init; }

    /// <summary>Added at this instant or later.</summary>
    public DateTimeOffset? AddedAfter { get; init; }

    /// <summary>Added before this instant.</summary>
    public DateTimeOffset? AddedBefore { get; init; }

    public long? MinBytes { get; init; }

    public long? MaxBytes { get; init; }

    public bool IsEmpty => this == All;
}
