using System.Text.Json.Serialization;
using ImageSearch.Engine;
using ImageSearch.Engine.Library;

namespace ImageSearch.Api.Images;

/// <summary>What to change; what is absent or null stays as it is.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Category">The new category; the empty string removes it.</param>
/// <param name="Tags">All tags that the picture is to carry.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ImageChangeContract(string? Name, string? Category, IReadOnlyList<string>? Tags)
{
    /// <exception cref="LibraryException">A category or tag is not valid.</exception>
    internal ImageChange ToChange(ImageRecord image) => new(
        Name is null ? null : ImageName.Clean(Name, fallback: image.Name),
        Category is null ? null : Label.Clean(Category) ?? "",
        Tags is null ? null : Label.CleanTags(Tags));
}

/// <param name="Changed">Pictures that changed.</param>
public sealed record ChangedContract(int Changed);
