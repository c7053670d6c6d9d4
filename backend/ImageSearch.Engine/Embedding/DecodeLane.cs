using System.Diagnostics;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Embedding;

/// <summary>
/// Decodes pictures of one priority on its own threads and limits how many are in memory. A picture counts until its vector is computed, so
/// that decoding never runs far ahead of the model.
/// </summary>
internal sealed class DecodeLane(int threads, int room) : IAsyncDisposable
{
    private readonly FixedThreads _threads = new(threads, "decode");
    private readonly SemaphoreSlim _room = new(room);

    /// <summary>Decodes a picture when its turn comes and passes it to <paramref name="embed"/>.</summary>
    public async Task<EmbeddedImage> RunAsync(
        Func<RgbImage> decode, Func<RgbImage, Task<float[]>> embed, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var (image, decodeTime) = await EngineTraces.TraceAsync("decode", _ => _threads.RunAsync(() => Timed(decode), cancellationToken))
                .ConfigureAwait(false);
            var started = Stopwatch.GetTimestamp();
            var vector = await EngineTraces.TraceAsync("embed", _ => embed(image)).ConfigureAwait(false);
            var embedTime = Stopwatch.GetElapsedTime(started);
            EngineMetrics.Decoding.Record(decodeTime.TotalSeconds);
            EngineMetrics.Embedding.Record(embedTime.TotalSeconds);
            return new EmbeddedImage(vector, decodeTime, embedTime);
        }
        finally
        {
            _room.Release();
        }
    }

    // The semaphore owns no handle; callers that are still finishing release it later.
    public ValueTask DisposeAsync() => new(Task.Run(_threads.Dispose));

    private static (RgbImage Image, TimeSpan Time) Timed(Func<RgbImage> decode)
    {
        var started = Stopwatch.GetTimestamp();
        var image = decode();
        return (image, Stopwatch.GetElapsedTime(started));
    }
}
