using System.Text.Json.Serialization;
using ImageSearch.Engine.Ports;

namespace ImageSearch.Api.Images;

/// <summary>What to change; what is absent or null stays as it is.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Category">The new category; the empty string removes it.</param>
/// <param name="Tags">All tags that the picture is to carry.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ImageChangeContract(string? Name, string? Category, IReadOnlyList<string>? Tags)
{
    internal ImageChange ToChange() => new(Name, Category, Tags);
}

/// <param name="Changed">Pictures that changed.</param>
public sealed record ChangedContract(int Changed);
