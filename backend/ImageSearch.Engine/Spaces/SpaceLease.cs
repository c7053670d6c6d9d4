using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;

namespace ImageSearch.Engine.Spaces;

/// <summary>Keeps a space open until it is disposed.</summary>
internal sealed class SpaceLease(LibrarySpace space) : IDisposable
{
    private int _released;

    public IEmbedder Embedder => space.Embedder;

    public ISpaceIndex Index => space.Index;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            space.Release();
    }
}
