using ImageSearch.Engine.Embedding;
using ImageSearch.Imaging;

namespace ImageSearch.Tests.Embedding;

public class DecodeLaneTests
{
    [Test]
    public async Task RunAsync_ModelIsSlow_DecodesNoMoreThanThereIsRoomFor()
    {
        var vector = new TaskCompletionSource<float[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var arrived = new SemaphoreSlim(0);
        var decoded = 0;
        await using var lane = new DecodeLane(threads: 4, room: 3);
        var pictures = Enumerable.Range(0, 10).Select(_ => lane.RunAsync(Decode, Embed, CancellationToken.None)).ToArray();

        for (var i = 0; i < 3; i++)
            await arrived.WaitAsync();
        Assert.That(decoded, Is.EqualTo(3));

        vector.SetResult([1]);
        await Task.WhenAll(pictures);
        Assert.That(decoded, Is.EqualTo(10));

        RgbImage Decode()
        {
            Interlocked.Increment(ref decoded);
            return SyntheticPictures.Decode("picture", 8, 8, null);
        }

        Task<float[]> Embed(RgbImage image)
        {
            arrived.Release();
            return vector.Task;
        }
    }

    [Test]
    public async Task RunAsync_AfterDispose_Throws()
    {
        var lane = new DecodeLane(threads: 1, room: 1);
        await lane.DisposeAsync();

        Assert.That(
            () => lane.RunAsync(() => SyntheticPictures.Decode("", 8, 8, null), _ => Task.FromResult<float[]>([1]), CancellationToken.None),
            Throws.TypeOf<ObjectDisposedException>());
    }
}
