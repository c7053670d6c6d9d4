using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ImageSearch.Api.Errors;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Library.Importing;

namespace ImageSearch.Api.Importing;

/// <summary>What to import.</summary>
/// <param name="Path">The absolute path of a folder on the server, under one of the allowed roots.</param>
/// <param name="Recursive">The folders in it, too: true by default.</param>
/// <param name="Categories">none (default); folder: the folder in which a picture lies; prefix: what stands before the number in its name.</param>
/// <param name="Store">copy (default): the library keeps copies. reference: the originals stay where they are and are only read.</param>
/// <param name="Tags">Given to every picture that is added.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ImportContract(
    [property: Required] string? Path,
    [property: DefaultValue(true)] bool? Recursive,
    [property: DefaultValue(FolderCategories.None)] FolderCategories? Categories,
    [property: DefaultValue(ImportStore.Copy)] ImportStore? Store,
    IReadOnlyList<string>? Tags)
{
    internal ImportRequest ToRequest(long maxBytes) => new(
        string.IsNullOrWhiteSpace(Path) ? throw new BadParameterException("'path' is missing: name a folder on the server.") : Path,
        Recursive ?? true,
        Categories ?? FolderCategories.None,
        Store ?? ImportStore.Copy,
        Tags ?? [],
        maxBytes);
}

/// <summary>A folder on the server from which pictures may be imported, with all folders under it.</summary>
/// <param name="Available">Whether it is there now.</param>
public sealed record ImportRootContract(string Path, bool Available);

/// <summary>A folder in a folder.</summary>
/// <param name="Path">Absolute, without links: to be imported, or looked into.</param>
public sealed record FolderContract(string Name, string Path);
