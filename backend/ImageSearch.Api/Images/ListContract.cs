namespace ImageSearch.Api.Images;

/// <summary>One page of a list.</summary>
/// <param name="NextCursor">Pass it as cursor for the next page; null on the last.</param>
/// <param name="Total">Items on all pages.</param>
public sealed record ListContract<T>(IReadOnlyList<T> Items, string? NextCursor, long Total);

/// <summary>A whole, short list.</summary>
public sealed record ItemsContract<T>(IReadOnlyList<T> Items);

/// <summary>Limits of every paged list.</summary>
internal static class Paging
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 500;
}
