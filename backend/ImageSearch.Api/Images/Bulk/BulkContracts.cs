using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ImageSearch.Api.Errors;
using ImageSearch.Engine.Library;

namespace ImageSearch.Api.Images.Bulk;

/// <summary>The pictures that a bulk action is about: either ids or a filter.</summary>
// Unknown members are refused: a misspelt condition must not widen what is deleted.
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record SelectionContract
{
    private const int MaxIds = 100_000;

    [MaxLength(MaxIds)]
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary>An empty filter means all pictures.</summary>
    public ImageFilterParameters? Filter { get; init; }

    /// <exception cref="BadParameterException">Neither or both are given, or there are too many ids.</exception>
    internal ImageSelection ToSelection() => (Ids, Filter) switch
    {
        ({ Count: > MaxIds }, null) => throw new BadParameterException($"'ids' may list {MaxIds} pictures; these are {Ids.Count}."),
        ({ } ids, null) => new ImageSelection.ByIds(ids),
        (null, { } filter) => new ImageSelection.ByFilter(filter.ToFilter()),
        _ => throw new BadParameterException("Say which pictures are meant by either 'ids' or 'filter'."),
    };
}

/// <param name="Category">The new category; null or the empty string removes it.</param>
/// <param name="From">"name" takes the category out of each picture's name, t-shirt out of t-shirt-001.jpg; pictures whose name has none keep theirs.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CategorizeContract(string? Category, CategorySource? From = null) : SelectionContract
{
    /// <exception cref="BadParameterException">Both a category and a source are given.</exception>
    internal bool FromName => (From, Category) switch
    {
        (null, _) => false,
        (_, null or "") => true,
        _ => throw new BadParameterException("Give either 'category' or 'from', not both."),
    };
}

/// <summary>The source of categories.</summary>
public enum CategorySource
{
    /// <summary>Each picture's own name.</summary>
    Name,
}

/// <param name="Pattern">Text with {name}, {category}, {id}, {number} or {number:3}; the extension stays.</param>
/// <param name="Start">The first number of each category; 1 by default.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RenameContract(
    [property: Required] string? Pattern,
    [property: Range(0, RenameContract.MaxStart)] [property: DefaultValue(1)] int? Start) : SelectionContract
{
    internal const int MaxStart = 999_999_999;

    /// <exception cref="BadParameterException">The value is out of range.</exception>
    internal int FirstNumber => Start switch
    {
        null => 1,
        >= 0 and <= MaxStart => Start.Value,
        _ => throw new BadParameterException($"'start' must be a whole number from 0 to {MaxStart}; it is {Start}."),
    };
}

/// <param name="Add">Tags to add.</param>
/// <param name="Remove">Tags to take away.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TagContract(IReadOnlyList<string>? Add, IReadOnlyList<string>? Remove) : SelectionContract;

/// <param name="Changed">Pictures that the action applied to.</param>
/// <param name="Missing">Ids that the library does not have.</param>
public sealed record BulkContract(int Changed, int Missing)
{
    internal static BulkContract From(BulkResult result) => new(result.Changed, result.Missing);
}
