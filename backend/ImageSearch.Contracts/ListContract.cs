namespace ImageSearch.Contracts;

/// <summary>One page of a list.</summary>
/// <param name="NextCursor">Pass it as cursor for the next page; null on the last.</param>
/// <param name="Total">Items on all pages.</param>
public sealed record ListContract<T>(IReadOnlyList<T> Items, string? NextCursor, long Total);

/// <summary>A whole, short list.</summary>
public sealed record ItemsContract<T>(IReadOnlyList<T> Items);

// A category or tag and how many pictures carry it.
public sealed record NameCountContract(string Name, long Count);
