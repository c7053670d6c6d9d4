using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Engine.Indexing;

/// <summary>Pictures being embedded at once, and their outcomes as they come.</summary>
internal sealed class EmbeddingRound(PictureEmbedder embedder, CancellationToken stopping) : IDisposable
{
    private readonly Channel<(long Id, object? Outcome)> _finished = Channel.CreateUnbounded<(long, object?)>();
    private readonly CancellationTokenSource _abandoned = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly HashSet<long> _inFlight = [];
    private readonly List<long> _untried = [];
    private Exception? _fault;

    /// <summary>Pictures begun whose outcome has not been taken.</summary>
    public int InFlight => _inFlight.Count;

    public void Begin(IReadOnlyList<ImageRecord> images)
    {
        foreach (var image in images)
        {
            _inFlight.Add(image.Id);
            _ = EmbedAsync(image);
        }
    }

    /// <summary>At least one outcome, then all that come within <paramref name="interval"/>, at most <paramref name="count"/>.</summary>
    public async Task<Outcomes> TakeAsync(int count, TimeSpan interval, TimeProvider clock)
    {
        var outcomes = new Outcomes([], []);
        if (InFlight == 0)
            return outcomes;
        Take(await _finished.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false), outcomes);
        var began = clock.GetTimestamp();
        using var enough = new CancellationTokenSource(interval, clock);
        while (outcomes.Count < count && InFlight > 0 && clock.GetElapsedTime(began) < interval)
        {
            try
            {
                Take(await _finished.Reader.ReadAsync(enough.Token).ConfigureAwait(false), outcomes);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return outcomes;
    }

    /// <summary>Throws what kept a picture from being tried and is not the picture's own fault; it stays claimed until <see cref="DrainAsync"/>.</summary>
    public void ThrowIfFaulted()
    {
        if (_fault is not null)
            ExceptionDispatchInfo.Throw(_fault);
    }

    /// <summary>Abandons what is in flight and waits for it. The answer names the pictures that were not embedded.</summary>
    public async Task<IReadOnlyCollection<long>> DrainAsync()
    {
        await _abandoned.CancelAsync().ConfigureAwait(false);
        while (_inFlight.Count > 0)
        {
            var (id, _) = await _finished.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            _inFlight.Remove(id);
            _untried.Add(id);
        }

        return _untried;
    }

    public void Dispose() => _abandoned.Dispose();

    private void Take((long Id, object? Outcome) finished, Outcomes outcomes)
    {
        _inFlight.Remove(finished.Id);
        switch (finished.Outcome)
        {
            case EmbeddedVector vector:
                outcomes.Embedded.Add(vector);
                break;
            case FailedEmbedding failure:
                outcomes.Failed.Add(failure);
                break;
            default:
                _untried.Add(finished.Id);
                _fault ??= finished.Outcome as Exception;
                break;
        }
    }

    private async Task EmbedAsync(ImageRecord image)
    {
        object? outcome;
        try
        {
            outcome = await embedder.EmbedAsync(image, _abandoned.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_abandoned.IsCancellationRequested)
        {
            outcome = null;
        }
#pragma warning disable CA1031 // This task is not awaited: the exception travels as the outcome.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = exception;
        }

        _finished.Writer.TryWrite((image.Id, outcome));
    }

    public sealed record Outcomes(List<EmbeddedVector> Embedded, List<FailedEmbedding> Failed)
    {
        public int Count => Embedded.Count + Failed.Count;

        public IEnumerable<long> Ids => Embedded.Select(vector => vector.ImageId).Concat(Failed.Select(failure => failure.ImageId));
    }
}
