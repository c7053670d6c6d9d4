using System.Threading.Channels;

namespace ImageSearch.Engine;

/// <summary>
/// One listener of a <see cref="Broadcast{T}"/>, from its creation on. Its creator disposes it even if it was never read; until then,
/// values are stored for it.
/// </summary>
public sealed class BroadcastListener<T> : IAsyncEnumerable<T>, IDisposable
{
    private readonly Channel<T> _news;
    private readonly Action<BroadcastListener<T>> _leave;
    private readonly CancellationToken _cancellationToken;

    internal BroadcastListener(int backlog, Action<BroadcastListener<T>> leave, CancellationToken cancellationToken)
    {
        _news = Channel.CreateBounded<T>(new BoundedChannelOptions(backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        _leave = leave;
        _cancellationToken = cancellationToken;
    }

    /// <summary>
    /// Values published since the listener was created, until the broadcast completes, the listener is disposed or either token is
    /// cancelled.
    /// </summary>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken);
        await foreach (var item in _news.Reader.ReadAllAsync(either.Token).ConfigureAwait(false))
            yield return item;
    }

    public void Dispose()
    {
        _leave(this);
        Complete();
    }

    internal void Tell(T item) => _news.Writer.TryWrite(item);

    internal void Complete() => _news.Writer.TryComplete();
}
