using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Models;

namespace ImageSearch.Engine;

/// <summary>The options for opening an <see cref="ImageLibrary"/>.</summary>
public class ImageLibraryOptions
{
    public EmbeddingOptions Embedding { get; init; } = new();

    public ModelStoreOptions Models { get; init; } = new();

    public LibraryOptions Library { get; init; } = new();
}
