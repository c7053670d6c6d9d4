using System.Threading.Channels;

namespace ImageSearch.Engine.Indexing;

/// <summary>Wakes one waiter; setting it any number of times before that counts once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _set.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await _set.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
}
