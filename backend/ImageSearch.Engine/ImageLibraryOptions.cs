using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Models;

namespace ImageSearch.Engine;

/// <summary>How to open an <see cref="ImageLibrary"/>.</summary>
public sealed class ImageLibraryOptions
{
    /// <summary>The folder that holds the library; created where it does not exist.</summary>
    public required string DataDirectory { get; init; }

    public EmbeddingOptions Embedding { get; init; } = new();

    public ModelStoreOptions Models { get; init; } = new();

    /// <summary>Which type of index the library is to have; null leaves the one that it has, in a new one the default.</summary>
    public IndexOptions? Index { get; init; }

    public LibraryOptions Library { get; init; } = new();
}
