using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Indexes;

namespace ImageSearch.Engine.Local;

/// <summary>The options for opening a library that is kept in a folder.</summary>
public sealed class LocalLibraryOptions : ImageLibraryOptions
{
    /// <summary>The folder of the library; created if it does not exist.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The requested type of index; null keeps the present one, or uses the default in a new library.</summary>
    public IndexOptions? Index { get; init; }
}
