namespace ImageSearch.Engine.Pictures;

/// <summary>What a list is sorted by; equal ones by id, in the same direction.</summary>
public enum ImageSort
{
    Added,

    /// <summary>The folded name (<see cref="ImageName.Fold"/>), by code point.</summary>
    Name,

    /// <summary>Bytes of the original.</summary>
    Size,
}

/// <summary>One page of a sorted, filtered list.</summary>
/// <param name="Limit">The most items of a page, 1 to 500.</param>
public sealed record ImagePageRequest(ImageFilter Filter, ImageSort Sort, bool Descending, int Limit, string? Cursor)
{
    /// <summary>The refusal of a cursor that this library did not create.</summary>
    public static LibraryException ForeignCursor() =>
        new(LibraryErrorKind.Invalid, "The cursor is not one that this service gave out. Start again without it.");
}

/// <param name="NextCursor">Null on the last page.</param>
/// <param name="Total">Number of pictures that pass the filter.</param>
public sealed record ImagePage(IReadOnlyList<ImageRecord> Items, string? NextCursor, long Total);

/// <summary>The shape of a whole list, so that it can be laid out before its pictures are loaded.</summary>
/// <param name="Ids">In list order.</param>
/// <param name="Aspects">For each id: 100 x width / height, rounded, at least 1.</param>
public sealed record ImageLayout(IReadOnlyList<long> Ids, IReadOnlyList<int> Aspects);

/// <summary>A category or tag and its number of pictures.</summary>
public sealed record NameCount(string Name, long Count);

/// <summary>The number of pictures in each state.</summary>
public sealed record ImageCounts(long Indexed, long Pending, long Failed)
{
    public long Total => Indexed + Pending + Failed;
}
