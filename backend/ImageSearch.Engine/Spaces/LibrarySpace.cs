using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;

namespace ImageSearch.Engine.Spaces;

/// <summary>
/// One embedding space at work: what makes its vectors and what holds them. A caller that needs both takes them under one lease, so that a
/// query is never embedded with one model and looked for among another's vectors.
/// </summary>
internal sealed class LibrarySpace(IEmbedder embedder, ISpaceIndex index) : IAsyncDisposable
{
    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _uses = 1;
    private int _ending;
    private int _disposed;

    /// <summary>The name of its index: the embedding space, and the index's kind where that is not the usual one.</summary>
    public string Id => Index.Id;

    public IEmbedder Embedder => embedder;

    public ISpaceIndex Index => index;

    /// <summary>Null when the space is about to be closed.</summary>
    public SpaceLease? TryLease()
    {
        for (var uses = Volatile.Read(ref _uses); uses > 0; uses = Volatile.Read(ref _uses))
        {
            if (Interlocked.CompareExchange(ref _uses, uses + 1, uses) == uses)
                return new SpaceLease(this);
        }

        return null;
    }

    /// <summary>Waits until the last lease is returned, and closes the space.</summary>
    public async Task RetireAsync()
    {
        await EndLeasesAsync().ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes the space; callers that still wait for a picture to be embedded get an <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await embedder.DisposeAsync().ConfigureAwait(false);
        await EndLeasesAsync().ConfigureAwait(false);
        await index.DisposeAsync().ConfigureAwait(false);
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
            _unused.TrySetResult();
    }

    private Task EndLeasesAsync()
    {
        if (Interlocked.Exchange(ref _ending, 1) == 0)
            Release();
        return _unused.Task;
    }
}
