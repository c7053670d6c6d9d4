using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Models;

namespace ImageSearch.Engine;

/// <summary>The options for opening an <see cref="ImageLibrary"/>.</summary>
public sealed class ImageLibraryOptions
{
    /// <summary>The folder of the library; created if it does not exist.</summary>
    public required string DataDirectory { get; init; }

    public EmbeddingOptions Embedding { get; init; } = new();

    public ModelStoreOptions Models { get; init; } = new();

    /// <summary>The requested type of index; null keeps the present one, or uses the default in a new library.</summary>
    public IndexOptions? Index { get; init; }

    public LibraryOptions Library { get; init; } = new();
}
