using System.Collections.Concurrent;
using ImageSearch.Engine.Embedding;
using ImageSearch.Imaging;

namespace ImageSearch.Tests.Indexing;

/// <summary>
/// An embedder that only looks at a picture's path: each content has a vector of its own. The test decides what happens meanwhile.
/// </summary>
internal sealed class FakeEmbedder(EmbeddingSpace space) : IEmbedder
{
    private int _atWork;

    public EmbeddingSpace Space { get; } = space;

    public ModelDescriptor Model { get; } = Spaces.Model(space.Dimension, "fake");

    public string Device => "cpu";

    public string? DeviceNote => null;

    /// <summary>Called with the content's SHA-256 before its vector is returned.</summary>
    public Func<string, CancellationToken, Task> Meanwhile { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Contents in the order in which they were started, and the number of running ones at that time.</summary>
    public ConcurrentQueue<(string Sha256, int AtWork)> Begun { get; } = new();

    public async Task<EmbeddedImage> EmbedAsync(string imagePath, CropRegion? region, EmbeddingPriority priority, CancellationToken cancellationToken)
    {
        var sha256 = Path.GetFileName(Path.GetDirectoryName(imagePath)) + Path.GetFileNameWithoutExtension(imagePath);
        Begun.Enqueue((sha256, Interlocked.Increment(ref _atWork)));
        try
        {
            await Meanwhile(sha256, cancellationToken);
            return new EmbeddedImage(Spaces.Vector(sha256, Space.Dimension), TimeSpan.Zero, TimeSpan.Zero);
        }
        finally
        {
            Interlocked.Decrement(ref _atWork);
        }
    }

    public Task WarmUpAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
