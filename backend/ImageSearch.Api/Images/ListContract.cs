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

    /// <exception cref="Errors.BadParameterException">Out of range.</exception>
    public static int Limit(int? limit) => limit switch
    {
        null => DefaultLimit,
        >= 1 and <= MaxLimit => limit.Value,
        _ => throw new Errors.BadParameterException($"'limit' must be a whole number from 1 to {MaxLimit}; it is {limit}."),
    };
}
