using System.Text.Json;

namespace ImageSearch.Engine.Intake.Importing;

/// <summary>How the originals are stored.</summary>
public enum ImportStore
{
    /// <summary>The library keeps copies, as for an upload.</summary>
    Copy,

    /// <summary>They stay where they are and are read from there; they are never changed or deleted.</summary>
    Reference,
}

/// <summary>What to import.</summary>
/// <param name="Path">A folder on the server, under one of the import roots.</param>
/// <param name="Recursive">Whether subfolders are imported too.</param>
/// <param name="Tags">Tags for every added picture.</param>
/// <param name="MaxBytes">The largest accepted file, in bytes.</param>
public sealed record ImportRequest(
    string Path, bool Recursive, FolderCategories Categories, ImportStore Store, IReadOnlyList<string> Tags, long MaxBytes)
{
    internal string ToJson() => JsonSerializer.Serialize(this);

    internal static ImportRequest FromJson(string json) => JsonSerializer.Deserialize<ImportRequest>(json)!;
}
