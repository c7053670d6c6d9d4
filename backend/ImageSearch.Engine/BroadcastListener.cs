using System.Threading.Channels;

namespace ImageSearch.Engine;

/// <summary>
/// One listener of a <see cref="Broadcast{T}"/>, from the moment it was made. Whoever made it disposes it, read or not: until then it is
/// kept and told.
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

    /// <summary>What was published since the listener was made, until the broadcast completes, it is disposed or either token is cancelled.</summary>
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
