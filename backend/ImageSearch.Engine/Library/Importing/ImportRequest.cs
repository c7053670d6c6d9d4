using System.Text.Json;

namespace ImageSearch.Engine.Library.Importing;

/// <summary>What becomes of the originals.</summary>
public enum ImportStore
{
    /// <summary>The library keeps copies, as of an upload.</summary>
    Copy,

    /// <summary>They stay where they are and are read there; never written to, never deleted.</summary>
    Reference,
}

/// <summary>What to import.</summary>
/// <param name="Path">A folder on the server, under one of the import roots.</param>
/// <param name="Recursive">The folders in it, too.</param>
/// <param name="Tags">Given to every picture that is added.</param>
/// <param name="MaxBytes">Files that are larger are refused.</param>
public sealed record ImportRequest(
    string Path, bool Recursive, FolderCategories Categories, ImportStore Store, IReadOnlyList<string> Tags, long MaxBytes)
{
    internal string ToJson() => JsonSerializer.Serialize(this);

    internal static ImportRequest FromJson(string json) => JsonSerializer.Deserialize<ImportRequest>(json)!;
}
