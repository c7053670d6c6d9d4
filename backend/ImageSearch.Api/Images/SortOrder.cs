using ImageSearch.Api.Errors;
using ImageSearch.Engine.Library;

namespace ImageSearch.Api.Images;

/// <summary>The parameters <c>sort</c> and <c>order</c> of lists.</summary>
internal static class SortOrder
{
    public static ImageSort ParseSort(string? sort) => sort?.ToLowerInvariant() switch
    {
        null or "" or "added" => ImageSort.Added,
        "name" => ImageSort.Name,
        "size" => ImageSort.Size,
        _ => throw new BadParameterException($"'sort' must be added, name or size; it is \"{sort}\"."),
    };

    public static bool ParseDescending(string? order) => order?.ToLowerInvariant() switch
    {
        null or "" or "asc" => false,
        "desc" => true,
        _ => throw new BadParameterException($"'order' must be asc or desc; it is \"{order}\"."),
    };
}
