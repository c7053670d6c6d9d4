using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ImageSearch.Contracts;

/// <summary>The pictures that a bulk action is about: either ids or a filter.</summary>
// Unknown members are refused: a misspelt condition must not widen what is deleted.
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record SelectionContract
{
    public const int MaxIds = 100_000;

    [MaxLength(MaxIds)]
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary>An empty filter means all pictures.</summary>
    public ImageFilterParameters? Filter { get; init; }
}

/// <param name="Category">The new category; null or the empty string removes it.</param>
/// <param name="From">"name" takes the category out of each picture's name, t-shirt out of t-shirt-001.jpg; pictures whose name has none keep theirs.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CategorizeContract(string? Category, CategorySource? From = null) : SelectionContract;

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
    public const int MaxStart = 999_999_999;
}

/// <param name="Add">Tags to add.</param>
/// <param name="Remove">Tags to take away.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TagContract(IReadOnlyList<string>? Add, IReadOnlyList<string>? Remove) : SelectionContract;

/// <param name="Changed">Pictures that the action applied to.</param>
/// <param name="Missing">Ids that the library does not have.</param>
public sealed record BulkContract(int Changed, int Missing);

/// <summary>What to change; what is absent or null stays as it is.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Category">The new category; the empty string removes it.</param>
/// <param name="Tags">All tags that the picture is to carry.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ImageChangeContract(string? Name, string? Category, IReadOnlyList<string>? Tags);
