using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ImageSearch.Contracts;

/// <summary>What to import.</summary>
/// <param name="Path">The absolute path of a folder on the server, under one of the allowed roots.</param>
/// <param name="Recursive">The folders in it, too: true by default.</param>
/// <param name="Categories">none (default); folder: the folder in which a picture lies; prefix: what stands before the number in its name.</param>
/// <param name="Store">copy (default): the library keeps copies. reference: the originals stay where they are and are only read.</param>
/// <param name="Tags">Tags for every added picture.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ImportContract(
    [property: Required] string? Path,
    [property: DefaultValue(true)] bool? Recursive,
    [property: DefaultValue(FolderCategoriesContract.None)] FolderCategoriesContract? Categories,
    [property: DefaultValue(ImportStoreContract.Copy)] ImportStoreContract? Store,
    IReadOnlyList<string>? Tags);

public enum FolderCategoriesContract
{
    None,
    Folder,
    Prefix,
}

public enum ImportStoreContract
{
    Copy,
    Reference,
}
